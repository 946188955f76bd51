import {
  CollectStrategy,
  DecryptionSettings,
  DeviceId,
  DeviceLists,
  EncryptionSettings,
  OlmMachine,
  type OutgoingRequest,
  RequestType,
  TrustRequirement,
  UserId,
  RoomId as WasmRoomId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { loadWasm } from "../../../bot/encryption/wasm.ts";
import type { FakeEvent, Json } from "./rooms.ts";
import type { FakeHomeserver, Login } from "./server.ts";

const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const trusting = () => new DecryptionSettings(TrustRequirement.Untrusted);

/** Somebody's client with an encryption machine of its own, which believes everything and tries to read everything. */
export interface Person {
  readonly userId: string;
  /** Who has given it a key of which room, once for each key. */
  readonly keyed: readonly { readonly by: string; readonly room: string }[];
  /** Takes what the homeserver has for it, joins where it is invited, and answers what its machine wants answered. */
  sync(): Promise<void>;
  /** What can be read of an encrypted event; undefined: it has no key to it. */
  read(event: FakeEvent): Promise<Json | undefined>;
  /** Says it encrypted for everybody who is really in the room, and for `also`; resolves with the event's id. */
  say(room: string, text: string, also?: readonly string[]): Promise<string>;
}

/** Logs somebody in as a new device. `signed: false`: without a cross-signing identity. */
export async function openPerson(
  server: FakeHomeserver,
  localpart: string,
  { signed = true, device = "PHONE" }: { readonly signed?: boolean; readonly device?: string } = {},
): Promise<Person> {
  await loadWasm(nothing);
  const login: Login = server.login(localpart, device);
  const { userId } = login;
  const machine = await OlmMachine.initialize(new UserId(userId), new DeviceId(login.deviceId), undefined, undefined, silent);
  const keyed: { readonly by: string; readonly room: string }[] = [];
  let since = 0;

  async function send(request: OutgoingRequest): Promise<void> {
    const { path, method = "POST" } = endpoint(request);
    const answer = await server.ask(login, method, path, JSON.parse(request.body) as Json);
    if (request.id !== undefined) await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
  }
  async function flush(): Promise<void> {
    for (let requests = await machine.outgoingRequests(); requests.length > 0; requests = await machine.outgoingRequests())
      for (const request of requests) await send(request);
  }
  await flush();
  if (signed) {
    const { uploadKeysRequest, uploadSigningKeysRequest, uploadSignaturesRequest } = await machine.bootstrapCrossSigning(true);
    // the package types it as any
    if (uploadKeysRequest !== undefined) await send(uploadKeysRequest as OutgoingRequest);
    await server.ask(login, "POST", ["keys", "device_signing", "upload"], JSON.parse(uploadSigningKeysRequest.body) as Json);
    await send(uploadSignaturesRequest);
  }
  server.devicesChanged(userId);

  return {
    userId,
    keyed,
    async sync() {
      const { answer, isNew } = server.sync(login, since);
      if (!isNew && since > 0) return;
      since = Number(answer.next_batch);
      const { changed } = answer.device_lists as { readonly changed: readonly string[] };
      const received = await machine.receiveSyncChanges(
        JSON.stringify((answer.to_device as { readonly events: readonly object[] }).events),
        new DeviceLists(changed.map((user) => new UserId(user))),
        new Map(Object.entries(answer.device_one_time_keys_count as Readonly<Record<string, number>>)),
        new Set(answer.device_unused_fallback_key_types as readonly string[]),
        trusting(),
      );
      for (const { rawEvent } of received) {
        const { type, sender, content } = JSON.parse(rawEvent) as Pick<FakeEvent, "type" | "sender" | "content">;
        if (type === "m.room_key") keyed.push({ by: sender, room: String(content.room_id) });
      }
      for (const room of server.rooms.of(userId, "invite")) await server.ask(login, "POST", ["join", room]);
      await flush();
    },
    async read(event) {
      if (event.type !== "m.room.encrypted") return undefined;
      try {
        const { event: clear } = await machine.decryptRoomEvent(JSON.stringify(event), new WasmRoomId(event.room_id), trusting());
        return (JSON.parse(clear) as { readonly content: Json }).content;
      } catch {
        return undefined;
      }
    },
    async say(room, text, also = []) {
      const users = [...new Set([...server.rooms.joined(room), ...also, userId])].map((user) => () => new UserId(user));
      await machine.updateTrackedUsers(users.map((user) => user()));
      await flush();
      const claim = await machine.getMissingSessions(users.map((user) => user()));
      if (claim !== null) await send(claim);
      const settings = new EncryptionSettings();
      settings.sharingStrategy = CollectStrategy.allDevices();
      for (const request of await machine.shareRoomKey(
        new WasmRoomId(room),
        users.map((user) => user()),
        settings,
      ))
        await send(request);
      const content = JSON.stringify({ msgtype: "m.text", body: text });
      const encrypted = JSON.parse(await machine.encryptRoomEvent(new WasmRoomId(room), "m.room.message", content)) as Json;
      const path = ["rooms", room, "send", "m.room.encrypted", `t${Math.random()}`];
      return String((await server.ask(login, "PUT", path, encrypted)).event_id);
    },
  };
}

function endpoint(request: OutgoingRequest): { readonly path: readonly string[]; readonly method?: string } {
  switch (request.type) {
    case RequestType.KeysUpload:
      return { path: ["keys", "upload"] };
    case RequestType.KeysQuery:
      return { path: ["keys", "query"] };
    case RequestType.KeysClaim:
      return { path: ["keys", "claim"] };
    case RequestType.SignatureUpload:
      return { path: ["keys", "signatures", "upload"] };
    case RequestType.ToDevice: {
      // every request of this kind has both
      const { event_type: type, txn_id: txn } = request as unknown as { readonly event_type: string; readonly txn_id: string };
      return { path: ["sendToDevice", type, txn], method: "PUT" };
    }
    default:
      throw new Error(`no endpoint for ${RequestType[request.type]}`);
  }
}
