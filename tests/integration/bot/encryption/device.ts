import { randomUUID } from "node:crypto";
import { roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { type Decrypted, type Encryption, type EncryptionOptions, openEncryption } from "../../../../bot/encryption/client.ts";
import { type Homeserver, openHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { keyMaterial } from "../../../../bot/sync/key-material.ts";
import type { CryptoJournal } from "../../../../storage/device/crypto-journal.ts";
import type { Account } from "../../../support/accounts.ts";
import { until } from "../../../support/waiting.ts";

/** An encrypted event as the homeserver gave it. */
export interface RawEvent {
  readonly event_id: string;
  readonly sender: string;
  readonly type: string;
  readonly content: Record<string, unknown>;
}

export type Heard = RawEvent & { readonly room: string };

/** Our own encryption as a Matrix client: just enough around it to join, hear and speak. */
export interface Device {
  readonly encryption: Encryption;
  readonly homeserver: Homeserver;
  readonly userId: UserId;
  /** Encrypted events of others, as they came. */
  /** Waits for the event itself. */
  hear(eventId: string): Promise<Heard>;
  /** Decrypts it once its key has come or was withheld. */
  read(event: Heard): Promise<Decrypted>;
  join(room: string): Promise<void>;
  say(room: string, text: string): Promise<{ readonly eventId: string; readonly content: Record<string, unknown> }>;
  stop(): Promise<void>;
}

interface Sync {
  readonly next_batch: string;
  readonly to_device?: { readonly events?: readonly object[] };
  readonly device_lists?: { readonly changed?: readonly string[]; readonly left?: readonly string[] };
  readonly device_one_time_keys_count?: Record<string, number>;
  readonly device_unused_fallback_key_types?: readonly string[];
  readonly rooms?: { readonly join?: Record<string, { readonly timeline?: { readonly events?: readonly RawEvent[] } }> };
}

export const quietLog = { warn: () => {} };

export const asUser = (text: string): UserId => {
  const id = userId(text);
  if (id === undefined) throw new Error(`${text} is no user`);
  return id;
};

export function homeserverFor(account: Account): Homeserver {
  return openHomeserver(account.homeserver, account.accessToken, asUser(account.userId), account.deviceId);
}

/** Opens encryption for an account and syncs until stopped. */
export async function openDevice(account: Account, journal: CryptoJournal, options: Partial<EncryptionOptions> = {}): Promise<Device> {
  const homeserver = options.homeserver ?? homeserverFor(account);
  const encryption = await openEncryption({ homeserver, journal, deviceTrust: "owner-signed", log: quietLog, ...options });
  const heard: Heard[] = [];
  const keyed = new Set<string>();
  encryption.onRoomKeys((sessions) => {
    for (const session of sessions) keyed.add(session);
  });
  let stopped = false;
  async function sync(): Promise<void> {
    let since: string | undefined;
    while (!stopped) {
      const answer: Sync = await homeserver.request("GET", "/v3/sync", { timeout: 1_000, ...(since !== undefined && { since }) });
      await encryption.receive(keyMaterial(answer));
      for (const [room, { timeline }] of Object.entries(answer.rooms?.join ?? {}))
        for (const event of timeline?.events ?? [])
          if (event.type === "m.room.encrypted" && event.sender !== account.userId) heard.push({ ...event, room });
      since = answer.next_batch;
    }
  }
  const syncing = sync();
  syncing.catch(() => {});
  const keyFor = (event: Heard) => until(() => keyed.has(String(event.content.session_id)) || undefined, `a key for ${event.event_id}`);
  const members = async (room: string) => {
    const { joined } = await homeserver.request<{ joined: Record<string, unknown> }>(
      "GET",
      `/v3/rooms/${encodeURIComponent(room)}/joined_members`,
    );
    return Object.keys(joined).map(asUser);
  };
  return {
    encryption,
    homeserver,
    userId: homeserver.userId,
    hear: (eventId) => until(() => heard.find((event) => event.event_id === eventId), `the event ${eventId}`),
    async read(event) {
      await keyFor(event);
      return encryption.decrypt(event, roomId(event.room));
    },
    async join(room) {
      await homeserver.request("POST", `/v3/join/${encodeURIComponent(room)}`, null, {});
      await encryption.secure(roomId(room));
      await encryption.track(await members(room));
    },
    async say(room, text) {
      const content = await encryption.encrypt(roomId(room), await members(room), "m.room.message", { msgtype: "m.text", body: text });
      const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${randomUUID()}`;
      const { event_id } = await homeserver.request<{ event_id: string }>("PUT", path, null, content);
      return { eventId: event_id, content: content as Record<string, unknown> };
    },
    async stop() {
      stopped = true;
      await syncing.catch(() => {});
      await encryption.close();
    },
  };
}
