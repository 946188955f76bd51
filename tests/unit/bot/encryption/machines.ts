import {
  DecryptionSettings,
  DeviceId,
  DeviceLists,
  EncryptionSettings,
  HistoryVisibility,
  OlmMachine,
  type OutgoingRequest,
  TrustRequirement,
  RoomId as WasmRoomId,
  UserId as WasmUserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { keyQueries } from "../../../../bot/encryption/key-queries.ts";
import { openMachine } from "../../../../bot/encryption/machine.ts";
import { panicGuard } from "../../../../bot/encryption/panic-guard.ts";
import { sendRequests } from "../../../../bot/encryption/requests.ts";
import { openDurableStore } from "../../../../bot/encryption/store/durable-store.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { unreachableServers } from "../../../../bot/encryption/unreachable-servers.ts";
import { loadWasm } from "../../../../bot/encryption/wasm.ts";
import type { Homeserver } from "../../../../bot/matrix/homeserver.ts";
import type { KeyDirectory } from "./key-directory.ts";

export const asUser = (text: string): UserId => {
  const id = userId(text);
  if (id === undefined) throw new Error(`${text} is no user`);
  return id;
};

/** Reads whatever can be read. */
export const readable = (): DecryptionSettings => new DecryptionSettings(TrustRequirement.Untrusted);

/** A machine with a cross-signed device, and the little around it that carries its requests. */
export interface Party {
  readonly machine: OlmMachine;
  readonly user: UserId;
  readonly device: string;
  readonly homeserver: ReturnType<KeyDirectory["register"]>;
  readonly guard: ReturnType<typeof panicGuard>;
  readonly times: ReturnType<typeof keyQueries>;
  readonly servers: ReturnType<typeof unreachableServers>;
  readonly send: (request: OutgoingRequest) => Promise<void>;
  /** Takes what waits for it, with whose devices have changed, and sends what follows from that. */
  sync(...changed: readonly UserId[]): Promise<void>;
  /** Follows these people's devices. */
  meet(...users: readonly UserId[]): Promise<void>;
}

/** `ours`: opened as the bot opens its own. `signed: false`: a device that its owner has not signed. `beside`: another device of the same person, signed with the same identity. */
export async function party(
  directory: KeyDirectory,
  user: UserId,
  { ours = false, signed = true, beside }: { readonly ours?: boolean; readonly signed?: boolean; readonly beside?: Party } = {},
): Promise<Party> {
  await loadWasm(() => {});
  const homeserver = directory.register(user);
  const { deviceId } = homeserver;
  const guard = panicGuard();
  const machine = ours
    ? await openMachine(
        homeserver,
        await openDurableStore({ journal: memoryJournal(), userId: user, deviceId, guard, admit: () => {} }),
        guard,
      )
    : await OlmMachine.initialize(new WasmUserId(user), new DeviceId(deviceId));
  const [times, servers] = [keyQueries(), unreachableServers()];
  const send = sendRequests({
    machine,
    // it does all that this end asks of one
    homeserver: homeserver as unknown as Homeserver,
    guard,
    times,
    servers,
    log: { warn: () => {} },
    onQuery: (users, answer, began) => ({ accepted: () => times.ended(users, answer, began) }),
  });
  const flush = async (): Promise<void> => {
    for (let requests = await machine.outgoingRequests(); requests.length > 0; requests = await machine.outgoingRequests())
      for (const request of requests) await send(request);
  };
  // what is uploaded after an identity was made carries its signature
  if (!signed) await flush();
  if (beside === undefined) {
    const requests = await machine.bootstrapCrossSigning(true);
    if (requests.uploadKeysRequest) await send(requests.uploadKeysRequest);
    await homeserver.signingKeysUpload(JSON.parse(requests.uploadSigningKeysRequest.body));
    if (signed) await send(requests.uploadSignaturesRequest);
  } else {
    await flush();
    await send(machine.queryKeysForUsers([new WasmUserId(user)]));
    const secrets = await beside.machine.exportCrossSigningKeys();
    await machine.importCrossSigningKeys(secrets?.masterKey, secrets?.self_signing_key, secrets?.userSigningKey);
    const device = await machine.getDevice(new WasmUserId(user), new DeviceId(deviceId));
    if (device === undefined) throw new Error("a machine does not know itself");
    await send(await device.verify());
  }
  await flush();
  return {
    machine,
    user,
    device: deviceId,
    homeserver,
    guard,
    times,
    servers,
    send,
    async sync(...changed) {
      const messages = JSON.stringify(homeserver.take());
      await machine.receiveSyncChanges(
        messages,
        new DeviceLists(changed.map((one) => new WasmUserId(one))),
        new Map([["signed_curve25519", 50]]),
        undefined,
        readable(),
      );
      await flush();
    },
    async meet(...users) {
      await machine.updateTrackedUsers(users.map((one) => new WasmUserId(one)));
      await flush();
      const claim = await machine.getMissingSessions(users.map((one) => new WasmUserId(one)));
      if (claim) await send(claim);
    },
  };
}

/** An encrypted message as the homeserver hands it out. */
export interface Said {
  readonly type: "m.room.encrypted";
  readonly event_id: string;
  readonly sender: UserId;
  readonly room_id: string;
  readonly origin_server_ts: number;
  readonly content: Readonly<Record<string, unknown>>;
}
let count = 0;
export const asEvent = ({ user: sender }: Party, room: string, content: Said["content"]): Said => ({
  type: "m.room.encrypted",
  event_id: `$${++count}`,
  sender,
  room_id: room,
  origin_server_ts: 1,
  content,
});

/** Says something in a room as any client would: for these people and itself. */
export async function say(
  from: Party,
  room: string,
  to: readonly UserId[],
  body: string,
  visibility = HistoryVisibility.Joined,
): Promise<Said> {
  const { machine, user, send, meet } = from;
  await meet(...to);
  const settings = new EncryptionSettings();
  settings.historyVisibility = visibility;
  const users = [user, ...to].map((one) => new WasmUserId(one));
  await machine.invalidateGroupSession(new WasmRoomId(room));
  for (const request of await machine.shareRoomKey(new WasmRoomId(room), users, settings)) await send(request);
  const content = JSON.parse(
    await machine.encryptRoomEvent(new WasmRoomId(room), "m.room.message", JSON.stringify({ msgtype: "m.text", body })),
  );
  return asEvent(from, room, content);
}
