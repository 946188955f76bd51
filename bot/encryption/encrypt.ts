import { type OlmMachine, ToDeviceRequest, RoomId as WasmRoomId, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { RoomId, UserId } from "#domain/ids.ts";
import { serial } from "../serial.ts";
import { UntrustedMembers } from "./faults.ts";
import type { Keys } from "./keys.ts";
import type { Life } from "./life.ts";
import type { sendRequests } from "./requests.ts";
import type { SilentServers } from "./silent-servers.ts";
import { type DeviceTrust, encryptionSettings, untrustedAmong } from "./trust.ts";

/** The specification's defaults for rotation (`m.room.encryption`): 100 messages, one week. */
const mostMessages = 100;
const longestMs = 7 * 24 * 3_600_000;
const mostRounds = 50;

/** The outbound session of a room, as far as this process used it. */
interface Session {
  readonly since: number;
  messages: number;
  /** Whose devices were sent its key. */
  readonly reached: Set<string>;
  /** Of the last message's members those who were not, since their server does not answer. */
  unreached: readonly UserId[];
}

export function openEncryptor(parts: {
  readonly machine: OlmMachine;
  readonly life: Life;
  readonly me: UserId;
  readonly trust: DeviceTrust;
  readonly servers: Pick<SilentServers, "isSilent">;
  readonly keys: Keys;
  readonly send: ReturnType<typeof sendRequests>;
}) {
  const { machine, life, me, trust, servers, keys, send } = parts;
  // A session that is taken away between share and encrypt kills the machine.
  const rooms = serial();
  const sessions = new Map<RoomId, Session>();

  async function rotate(room: RoomId): Promise<void> {
    sessions.delete(room);
    await life.guard(machine.invalidateGroupSession(new WasmRoomId(room)));
  }

  /** Until nothing is left to send: who could not be reached would never read the message. */
  async function share(room: RoomId, members: readonly UserId[], reached: Set<string>): Promise<void> {
    for (let rounds = 0; rounds < mostRounds; rounds++) {
      const users = members.map((member) => new WasmUserId(member));
      const requests = await life.guard(machine.shareRoomKey(new WasmRoomId(room), users, encryptionSettings(trust)));
      if (requests.length === 0) return;
      for (const request of requests) {
        await send(request);
        if (request instanceof ToDeviceRequest && request.event_type === "m.room.encrypted")
          for (const user of receivers(request)) reached.add(user);
      }
    }
    throw new Error("a room key finds no end of devices");
  }

  async function encrypt(room: RoomId, members: readonly UserId[], type: string, content: object): Promise<object> {
    await keys.fresh(members);
    await keys.claim(members);
    const untrusted = await untrustedAmong(machine, life, members);
    if (untrusted.length > 0) throw new UntrustedMembers(untrusted);
    const used = sessions.get(room);
    if (used !== undefined && (used.messages >= mostMessages || Date.now() - used.since > longestMs)) await rotate(room);
    const session = sessions.get(room) ?? { since: Date.now(), messages: 0, reached: new Set(), unreached: [] };
    sessions.set(room, session);
    await share(room, members, session.reached);
    session.unreached = members.filter((member) => member !== me && servers.isSilent(member) && !session.reached.has(member));
    session.messages++;
    const encrypted: unknown = JSON.parse(await life.guard(machine.encryptRoomEvent(new WasmRoomId(room), type, JSON.stringify(content))));
    if (!isEncrypted(encrypted)) throw new Error("the machine gave back no ciphertext");
    return encrypted;
  }

  return {
    rotate: (room: RoomId): Promise<void> => rooms.run(room, () => rotate(room)),
    /** The caller has decided that exactly these members may read. */
    encrypt: (room: RoomId, members: readonly UserId[], type: string, content: object): Promise<object> =>
      rooms.run(room, () => encrypt(room, members, type, content)),
    unreached: (room: RoomId): readonly UserId[] => sessions.get(room)?.unreached ?? [],
  };
}

/** Body of `PUT /sendToDevice`: user → device → content. */
const receivers = ({ body }: ToDeviceRequest): readonly string[] => {
  const { messages } = JSON.parse(body) as { readonly messages?: Readonly<Record<string, unknown>> };
  return Object.keys(messages ?? {});
};

const isEncrypted = (content: unknown): content is object =>
  typeof content === "object" && content !== null && "ciphertext" in content && "algorithm" in content;
