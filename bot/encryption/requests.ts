import {
  KeysBackupRequest,
  KeysClaimRequest,
  KeysQueryRequest,
  KeysUploadRequest,
  type OlmMachine,
  type OutgoingRequest,
  type RequestType,
  RoomMessageRequest,
  SignatureUploadRequest,
  ToDeviceRequest,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import type { RoomId } from "#domain/primitives/ids.ts";
import { roomId } from "#domain/primitives/ids.ts";
import type { Homeserver, Json } from "../matrix/homeserver.ts";
import type { Log } from "../runtime/log.ts";
import type { KeyQueries, Moment } from "./key-queries.ts";
import type { PanicGuard } from "./panic-guard.ts";
import type { UnreachableServers } from "./unreachable-servers.ts";

/** Sends a message of the machine itself (a step of a verification) through the outbox and its gate; returns the event id. */
export type SendInRoom = (room: RoomId, type: string, content: object, transactionId: string) => Promise<string>;
type Accepted = { readonly id: string | undefined; readonly type: RequestType };

/** How long the homeserver may ask others for keys. */
export const federationMs = 10_000;
const timeoutMs = 20_000;

/**
 * Sends one request of the machine to its endpoint (Matrix specification, client-server API) and gives the machine the
 * answer. All seven kinds; one that is unknown is logged and left. `onQuery` sees every answer to a key query before the
 * machine does, with the users asked for and when the query began, and stops it by throwing. Rejects with HomeserverError.
 */
export function sendRequests(parts: {
  readonly machine: OlmMachine;
  readonly homeserver: Pick<Homeserver, "keysUpload" | "keysQuery" | "keysClaim" | "sendToDevice" | "signaturesUpload" | "keysBackup">;
  readonly guard: PanicGuard;
  readonly log: Pick<Log, "warn">;
  readonly sendInRoom?: SendInRoom;
  readonly times: Pick<KeyQueries, "now">;
  readonly servers: Pick<UnreachableServers, "heard">;
  readonly onQuery: (users: readonly string[], answer: Json, began: Moment) => { readonly accepted: () => void };
}): (request: OutgoingRequest) => Promise<void> {
  const { machine, homeserver, guard, log } = parts;
  // the machine's bodies are objects
  const bodyOf = ({ body }: { readonly body: string }) => JSON.parse(body) as Readonly<Record<string, object>>;
  const accept = async ({ id, type }: Accepted, answer: Json): Promise<void> => {
    if (id !== undefined) await guard.wait(machine.markRequestAsSent(id, type, JSON.stringify(answer)));
  };
  // The machine's parser wants `failures`, which some servers leave out.
  const complete = (answer: Json): Json => ({ failures: {}, ...answer });

  return async (request) => {
    if (request instanceof KeysUploadRequest) {
      await accept(request, await homeserver.keysUpload(bodyOf(request)));
    } else if (request instanceof KeysQueryRequest) {
      const began = parts.times.now();
      const asked = bodyOf(request);
      const answer = complete(await homeserver.keysQuery({ timeout: federationMs, ...asked }, timeoutMs));
      const users = Object.keys(asked.device_keys ?? {});
      const { accepted } = parts.onQuery(users, answer, began);
      parts.servers.heard(users, answer);
      await accept(request, answer);
      accepted();
    } else if (request instanceof KeysClaimRequest) {
      const asked = bodyOf(request);
      const answer = complete(await homeserver.keysClaim(asked, timeoutMs));
      parts.servers.heard(Object.keys(asked.one_time_keys ?? {}), answer);
      await accept(request, answer);
    } else if (request instanceof ToDeviceRequest) {
      await accept(request, await homeserver.sendToDevice(request.event_type, request.txn_id, bodyOf(request)));
    } else if (request instanceof SignatureUploadRequest) {
      await accept(request, await homeserver.signaturesUpload(bodyOf(request)));
    } else if (request instanceof RoomMessageRequest) {
      if (parts.sendInRoom === undefined) return log.warn("encryption request left", { outcome: "room message" });
      const event = await parts.sendInRoom(roomId(request.room_id), request.event_type, bodyOf(request), request.txn_id);
      await accept(request, { event_id: event });
    } else if (request instanceof KeysBackupRequest) {
      await accept(request, await homeserver.keysBackup(request.version, bodyOf(request)));
    } else log.warn("encryption request left", { outcome: "unknown kind" });
  };
}
