import { createHash } from "node:crypto";
import {
  DecryptionErrorCode,
  MegolmDecryptionError,
  type OlmMachine,
  ShieldStateCode,
  RoomId as WasmRoomId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { type RoomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { type DeviceTrust, decryptionSettings, type Trust } from "./identity/trust.ts";
import type { KeyQueries, Moment } from "./key-queries.ts";
import { megolmIndex } from "./megolm-index.ts";
import type { PanicGuard } from "./panic-guard.ts";

/** What became of an encrypted event. */
export type Decrypted =
  | {
      readonly ok: true;
      readonly type: string;
      readonly content: Record<string, unknown>;
      readonly session: string;
      /** Of the message in its session. */
      readonly index: number;
      /** Of the ciphertext's bytes. */
      readonly sha256: Buffer;
    }
  | {
      readonly ok: false;
      readonly why: "missing-key" | "unverified" | "changed-identity" | "wrong-sender" | "removed" | "malformed";
      /** A withheld code of the specification, or `why`; never quoted text. */
      readonly reason: string;
      /** As the event claims; empty if it claims none. */
      readonly session: string;
      /** Its place in that session, as it claims. */
      readonly index?: number;
    };
type Refusal = Extract<Decrypted, { readonly ok: false }>["why"];

interface Encrypted {
  readonly eventId: string;
  readonly sender: UserId;
  readonly session: string;
  readonly ciphertext: Buffer;
  readonly index: number;
}

const withheldCodes = new Set(["m.blacklisted", "m.unverified", "m.unauthorised", "m.unavailable", "m.no_olm", "m.history_not_shared"]);
const mostRemembered = 10_000;

export function openDecryption(parts: {
  readonly machine: OlmMachine;
  readonly guard: PanicGuard;
  readonly deviceTrust: DeviceTrust;
  readonly trust: Pick<Trust, "untrusted">;
  readonly times: KeyQueries;
}) {
  const { machine, guard, deviceTrust, trust, times } = parts;
  // When an event was first seen from a device that nobody has signed; the oldest are forgotten, which only asks again.
  const unsigned = new Map<string, Moment>();
  const settings = decryptionSettings(deviceTrust);

  function refusal(error: unknown, event: Encrypted): Refusal {
    if (!(error instanceof MegolmDecryptionError)) return "malformed";
    switch (error.code) {
      case DecryptionErrorCode.MissingRoomKey:
      case DecryptionErrorCode.UnknownMessageIndex:
        return "missing-key";
      case DecryptionErrorCode.UnknownSenderDevice:
      case DecryptionErrorCode.UnsignedSenderDevice: {
        const since = unsigned.get(event.eventId) ?? times.now();
        unsigned.set(event.eventId, since);
        if (unsigned.size > mostRemembered) unsigned.delete(unsigned.keys().next().value ?? "");
        return times.answered(event.sender, since) ? "unverified" : "missing-key";
      }
      case DecryptionErrorCode.SenderIdentityVerificationViolation:
        return "changed-identity";
      case DecryptionErrorCode.MismatchedIdentityKeys:
      case DecryptionErrorCode.MismatchedSender:
        return "wrong-sender";
      default:
        return "malformed";
    }
  }

  /** Throws only when the machine is poisoned. `raw`: the event as /sync gave it. */
  return async (raw: object, room: RoomId): Promise<Decrypted> => {
    const event = read(raw);
    if (event === undefined) return refused(isRemoved(raw) ? "removed" : "malformed", {});
    let decrypted: Awaited<ReturnType<OlmMachine["decryptRoomEvent"]>>;
    try {
      decrypted = await guard.wait(machine.decryptRoomEvent(JSON.stringify(raw), new WasmRoomId(room), settings));
    } catch (error) {
      if (guard.poisoned !== undefined) throw guard.poisoned;
      const code = error instanceof MegolmDecryptionError ? error.withheldCode : undefined;
      const why = refusal(error, event);
      return refused(why, event, why === "missing-key" && code !== undefined && withheldCodes.has(code) ? code : undefined);
    }
    unsigned.delete(event.eventId);
    if (decrypted.sender.toString() !== event.sender || decrypted.shieldState(false).code === ShieldStateCode.MismatchedSender)
      return refused("wrong-sender", event);
    // A key that somebody else passed on comes on their word only.
    if (decrypted.forwarder !== undefined) return refused("wrong-sender", event);
    if ((await trust.untrusted([event.sender])).length > 0) return refused("changed-identity", event);
    const clear = JSON.parse(decrypted.event) as { readonly type?: unknown; readonly content?: unknown };
    if (typeof clear.type !== "string" || typeof clear.content !== "object" || clear.content === null) return refused("malformed", event);
    const sha256 = createHash("sha256").update(event.ciphertext).digest();
    // an object of JSON, whatever it holds
    const content = clear.content as Record<string, unknown>;
    return { ok: true, type: clear.type, content, session: event.session, index: event.index, sha256 };
  };
}

/** What an encrypted event says of its place in its sender's session; nobody has proved it. */
export function claimedPlace(raw: object): { readonly session: string; readonly index: number } | undefined {
  const event = read(raw);
  return event && { session: event.session, index: event.index };
}

const refused = (why: Refusal, { session = "", index }: Partial<Encrypted>, reason: string = why): Decrypted => ({
  ok: false,
  why,
  reason,
  session,
  ...(index !== undefined && { index }),
});

/** A removed message keeps its event without content (client-server API 1.16, "Redactions"). */
function isRemoved(raw: object): boolean {
  const { type, content, unsigned } = raw as { readonly [field: string]: unknown };
  if (type !== "m.room.encrypted" || typeof content !== "object" || content === null || Object.keys(content).length > 0) return false;
  return typeof unsigned === "object" && unsigned !== null && "redacted_because" in unsigned;
}

/** The parts of an `m.room.encrypted` event under `m.megolm.v1.aes-sha2`; undefined if it is none. */
function read(raw: object): Encrypted | undefined {
  const event = raw as { readonly [field: string]: unknown };
  const content = event.content;
  if (event.type !== "m.room.encrypted" || typeof content !== "object" || content === null) return undefined;
  const { algorithm, session_id: session, ciphertext: text } = content as { readonly [field: string]: unknown };
  const { event_id: eventId, sender: from } = event;
  if (algorithm !== "m.megolm.v1.aes-sha2" || typeof session !== "string" || session.length > 255) return undefined;
  if (typeof text !== "string" || typeof eventId !== "string" || typeof from !== "string") return undefined;
  const sender = userId(from);
  const ciphertext = Buffer.from(text, "base64");
  const index = megolmIndex(ciphertext);
  return sender === undefined || index === undefined ? undefined : { eventId, sender, session, ciphertext, index };
}
