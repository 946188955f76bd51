import { DeviceId, type OlmMachine, ToDeviceRequest, RoomId as WasmRoomId, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { EncryptedContent } from "../matrix/homeserver.ts";
import { keyedQueue } from "../runtime/keyed-queue.ts";
import { UntrustedMembers } from "./faults.ts";
import { type DeviceTrust, encryptionSettings, type Trust } from "./identity/trust.ts";
import type { Keys } from "./keys.ts";
import type { PanicGuard } from "./panic-guard.ts";
import type { sendRequests } from "./requests.ts";
import type { UnreachableServers } from "./unreachable-servers.ts";

/** The specification's defaults for rotation (`m.room.encryption`): 100 messages, one week. */
const mostMessages = 100;
const longestMs = 7 * 24 * 3_600_000;
const mostRounds = 50;

/** A device without its owner's signature, which gets no keys. */
export interface UnsignedDevice {
  readonly userId: UserId;
  readonly deviceId: string;
}

/** The outbound session of a room, as far as this process used it. */
interface Session {
  readonly since: number;
  messages: number;
  /** Whose devices were sent its key. */
  readonly reached: Set<string>;
  /** Of the last message's members those who were not, since their server does not answer. */
  unreached: readonly UserId[];
  /** Devices that were told that they get no key, since nobody has signed them. */
  readonly unsigned: UnsignedDevice[];
}

export function openEncryptor(parts: {
  readonly machine: OlmMachine;
  readonly guard: PanicGuard;
  readonly me: UserId;
  readonly deviceTrust: DeviceTrust;
  readonly trust: Pick<Trust, "untrusted">;
  readonly servers: Pick<UnreachableServers, "isSilent">;
  readonly keys: Keys;
  readonly send: ReturnType<typeof sendRequests>;
  /** Before anything is shared: signs those of these for whom the operator vouches. */
  readonly vouch: (users: readonly UserId[]) => Promise<void>;
}) {
  const { machine, guard, me, deviceTrust, trust, servers, keys, send, vouch } = parts;
  // A session that is taken away between share and encrypt kills the machine.
  const rooms = keyedQueue();
  const sessions = new Map<RoomId, Session>();

  async function rotate(room: RoomId): Promise<void> {
    sessions.delete(room);
    await guard.wait(machine.invalidateGroupSession(new WasmRoomId(room)));
  }

  /** Until nothing is left to send: who could not be reached would never read the message. */
  async function share(room: RoomId, members: readonly UserId[], { reached, unsigned }: Session): Promise<void> {
    for (let rounds = 0; rounds < mostRounds; rounds++) {
      const users = members.map((member) => new WasmUserId(member));
      const requests = await guard.wait(machine.shareRoomKey(new WasmRoomId(room), users, encryptionSettings(deviceTrust)));
      if (requests.length === 0) return;
      for (const request of requests) {
        await send(request);
        if (request instanceof ToDeviceRequest && request.event_type === "m.room.encrypted")
          for (const user of Object.keys(receivers(request))) reached.add(user);
        if (request instanceof ToDeviceRequest && request.event_type === "m.room_key.withheld")
          for (const device of withheldFrom(members, request)) if (!(await isSigned(device))) unsigned.push(device);
      }
    }
    throw new Error("a room key finds no end of devices");
  }

  async function isSigned({ userId, deviceId }: UnsignedDevice): Promise<boolean> {
    const device = await guard.wait(machine.getDevice(new WasmUserId(userId), new DeviceId(deviceId)));
    return device?.isCrossSignedByOwner() ?? true;
  }

  async function encrypt(room: RoomId, members: readonly UserId[], type: string, content: object): Promise<EncryptedContent> {
    await keys.fresh(members);
    await keys.claim(members);
    const untrusted = await trust.untrusted(members);
    if (untrusted.length > 0) throw new UntrustedMembers(untrusted);
    await vouch(members);
    const used = sessions.get(room);
    if (used !== undefined && (used.messages >= mostMessages || Date.now() - used.since > longestMs)) await rotate(room);
    const session = sessions.get(room) ?? { since: Date.now(), messages: 0, reached: new Set(), unreached: [], unsigned: [] };
    sessions.set(room, session);
    await share(room, members, session);
    session.unreached = members.filter((member) => member !== me && servers.isSilent(member) && !session.reached.has(member));
    session.messages++;
    const encrypted: unknown = JSON.parse(await guard.wait(machine.encryptRoomEvent(new WasmRoomId(room), type, JSON.stringify(content))));
    if (!isEncrypted(encrypted)) throw new Error("the machine gave back no ciphertext");
    return encrypted;
  }

  return {
    rotate: (room: RoomId): Promise<void> => rooms.run(room, () => rotate(room)),
    /** The caller has decided that exactly these members may read. */
    encrypt: (room: RoomId, members: readonly UserId[], type: string, content: object): Promise<EncryptedContent> =>
      rooms.run(room, () => encrypt(room, members, type, content)),
    unreached: (room: RoomId): readonly UserId[] => sessions.get(room)?.unreached ?? [],
    unsigned: (room: RoomId): readonly UnsignedDevice[] => sessions.get(room)?.unsigned ?? [],
  };
}

/** Body of `PUT /sendToDevice`: user → device → content. */
const receivers = ({ body }: ToDeviceRequest): Receivers => (JSON.parse(body) as { readonly messages?: Receivers }).messages ?? {};
type Receivers = Readonly<Record<string, Readonly<Record<string, { readonly code?: unknown }>>>>;

/** Those that are told `m.unverified` (Matrix client-server API 1.16, "Reporting that decryption keys are withheld"). */
const withheldFrom = (members: readonly UserId[], request: ToDeviceRequest): readonly UnsignedDevice[] =>
  Object.entries(receivers(request)).flatMap(([user, devices]) => {
    const userId = members.find((member) => member === user);
    if (userId === undefined) return [];
    return Object.entries(devices).flatMap(([deviceId, { code }]) => (code === "m.unverified" ? [{ userId, deviceId }] : []));
  });

const isEncrypted = (content: unknown): content is EncryptedContent =>
  typeof content === "object" && content !== null && "ciphertext" in content && "algorithm" in content;
