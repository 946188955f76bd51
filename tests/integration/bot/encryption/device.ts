import { randomUUID } from "node:crypto";
import { roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { type Decrypted, type Encryption, type EncryptionOptions, openEncryption } from "../../../../bot/encryption/client.ts";
import { openHomeserver, type SendingHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { objects } from "../../../../bot/matrix/sync-response.ts";
import { keyMaterial } from "../../../../bot/sync/key-material.ts";
import type { CryptoJournal } from "../../../../storage/device/crypto-journal.ts";
import type { Account } from "../../../support/accounts.ts";
import { type RawRequests, rawRequests } from "../../../support/raw-requests.ts";
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
  readonly homeserver: SendingHomeserver;
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

export const quietLog = { warn: () => {} };

export const asUser = (text: string): UserId => {
  const id = userId(text);
  if (id === undefined) throw new Error(`${text} is no user`);
  return id;
};

/** The bot's client, and past it whatever else a person of the same account may ask. */
export interface TestHomeserver extends SendingHomeserver, RawRequests {}
export const homeserverFor = (account: Account): TestHomeserver =>
  Object.assign(openHomeserver({ ...account, userId: asUser(account.userId) }), rawRequests(account));

/** Opens encryption for an account and syncs until stopped. */
export async function openDevice(account: Account, journal: CryptoJournal, options: Partial<EncryptionOptions> = {}): Promise<Device> {
  const homeserver = homeserverFor(account);
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
      const answer = await homeserver.sync({ filter: "{}", since, waitMs: 1_000 });
      await encryption.receive(keyMaterial(answer));
      // an event, as the homeserver made it
      for (const [room, { timeline }] of Object.entries(answer.rooms?.join ?? {}))
        for (const event of objects(timeline?.events))
          if (event.type === "m.room.encrypted" && event.sender !== account.userId) heard.push({ ...(event as RawEvent), room });
      since = answer.next_batch;
    }
  }
  const syncing = sync();
  syncing.catch(() => {});
  const keyFor = (event: Heard) => until(() => keyed.has(String(event.content.session_id)) || undefined, `a key for ${event.event_id}`);
  const members = async (room: string) => Object.keys((await homeserver.joinedMembers(roomId(room))).joined ?? {}).map(asUser);
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
      await homeserver.join(roomId(room));
      await encryption.secure(roomId(room));
      await encryption.track(await members(room));
    },
    async say(room, text) {
      const content = await encryption.encrypt(roomId(room), await members(room), "m.room.message", { msgtype: "m.text", body: text });
      return { eventId: await homeserver.sendEncrypted(roomId(room), randomUUID(), content), content };
    },
    async stop() {
      stopped = true;
      await syncing.catch(() => {});
      await encryption.close();
    },
  };
}
