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
import type { Homeserver, Method } from "../matrix/homeserver.ts";
import type { Log } from "../runtime/log.ts";
import type { KeyQueries, Moment } from "./key-queries.ts";
import type { PanicGuard } from "./panic-guard.ts";
import type { UnreachableServers } from "./unreachable-servers.ts";

/** Sends a message of the machine itself (a step of a verification) through the outbox and its gate; returns the event id. */
export type SendInRoom = (room: RoomId, type: string, content: object, transactionId: string) => Promise<string>;
type Answer = Record<string, unknown>;

/** How long the homeserver may ask others for keys. */
export const federationMs = 10_000;
const patienceMs = 20_000;

/**
 * Sends one request of the machine to its endpoint (Matrix specification, client-server API) and gives the machine the
 * answer. All seven kinds; one that is unknown is logged and left. `onQuery` sees every answer to a key query before the
 * machine does, with the users asked for and when the query began, and stops it by throwing. Rejects with HomeserverError.
 */
export function sendRequests(parts: {
  readonly machine: OlmMachine;
  readonly homeserver: Homeserver;
  readonly life: PanicGuard;
  readonly log: Pick<Log, "warn">;
  readonly sendInRoom?: SendInRoom;
  readonly times: Pick<KeyQueries, "now">;
  readonly servers: Pick<UnreachableServers, "heard">;
  readonly onQuery: (users: readonly string[], answer: Answer, began: Moment) => { readonly accepted: () => void };
}): (request: OutgoingRequest) => Promise<void> {
  const { machine, homeserver, life, log } = parts;
  const call = (method: Method, path: string, body: string, ms?: number, query?: Record<string, string>) =>
    homeserver.request<Answer>(method, path, query ?? null, JSON.parse(body) as object, ms);
  const accept = async (id: string | undefined, type: RequestType, answer: Answer): Promise<void> => {
    if (id !== undefined) await life.guard(machine.markRequestAsSent(id, type, JSON.stringify(answer)));
  };
  // The machine's parser wants `failures`, which some servers leave out.
  const complete = (answer: Answer): Answer => ({ failures: {}, ...answer });

  return async (request) => {
    if (request instanceof KeysUploadRequest) {
      await accept(request.id, request.type, await call("POST", "/v3/keys/upload", request.body));
    } else if (request instanceof KeysQueryRequest) {
      const began = parts.times.now();
      const asked = JSON.parse(request.body) as { device_keys: Record<string, unknown> };
      const answer = complete(await call("POST", "/v3/keys/query", JSON.stringify({ timeout: federationMs, ...asked }), patienceMs));
      const users = Object.keys(asked.device_keys);
      const { accepted } = parts.onQuery(users, answer, began);
      parts.servers.heard(users, answer);
      await accept(request.id, request.type, answer);
      accepted();
    } else if (request instanceof KeysClaimRequest) {
      const asked = JSON.parse(request.body) as { one_time_keys: Record<string, unknown> };
      const answer = complete(await call("POST", "/v3/keys/claim", request.body, patienceMs));
      parts.servers.heard(Object.keys(asked.one_time_keys), answer);
      await accept(request.id, request.type, answer);
    } else if (request instanceof ToDeviceRequest) {
      const path = `/v3/sendToDevice/${encodeURIComponent(request.event_type)}/${encodeURIComponent(request.txn_id)}`;
      await accept(request.id, request.type, await call("PUT", path, request.body));
    } else if (request instanceof SignatureUploadRequest) {
      await accept(request.id, request.type, await call("POST", "/v3/keys/signatures/upload", request.body));
    } else if (request instanceof RoomMessageRequest) {
      if (parts.sendInRoom === undefined) return log.warn("encryption request left", { outcome: "room message" });
      const content = JSON.parse(request.body) as object;
      const event = await parts.sendInRoom(roomId(request.room_id), request.event_type, content, request.txn_id);
      await accept(request.id, request.type, { event_id: event });
    } else if (request instanceof KeysBackupRequest) {
      await accept(
        request.id,
        request.type,
        await call("PUT", "/v3/room_keys/keys", request.body, undefined, { version: request.version }),
      );
    } else log.warn("encryption request left", { outcome: "unknown kind" });
  };
}
