// first: some parts of the SDK bind their logger when they are loaded
import "./quiet.ts";
import {
  ClientEvent,
  createClient,
  EventStatus,
  Filter,
  type MatrixClient,
  MatrixError,
  PendingEventOrdering,
  Preset,
  RoomEvent,
  SyncState,
  Visibility,
} from "matrix-js-sdk";
import type { Account } from "./accounts.ts";
import { attaching, type OwnFile } from "./attachments.ts";
import { type Heard, type Hearing, listen } from "./hearing.ts";
import { quiet } from "./quiet.ts";
import { persistentScheduler, sender, untilDone } from "./sending.ts";
import { noteTyped } from "./typed.ts";
import { until } from "./waiting.ts";

/** Long enough for a busy two-core machine; nothing is asserted about time. */
const timeoutMs = 60_000;

/** An officer's client: matrix-js-sdk with its own crypto, so an implementation of the client side that is not ours. */
export interface Officer {
  readonly account: Account;
  readonly userId: string;
  readonly client: MatrixClient;
  readonly hearing: Hearing;
  /** What others said in a room, in the order in which it could be read. */
  heardIn(room: string): readonly Heard[];
  /** What others said in the thread of (or as a reply to) an event. */
  answersTo(eventId: string): readonly Heard[];
  /** Sends, over outages too, always with the same transaction id; resolves with the event id. */
  send(room: string, text: string): Promise<string>;
  sendContent(room: string, content: Readonly<Record<string, unknown>>): Promise<string>;
  /** Sends a file, encrypted, with a caption where there is one. */
  sendFile(room: string, file: OwnFile, caption?: string): Promise<string>;
  /** Sends a reply. */
  reply(room: string, to: string, text: string): Promise<string>;
  /** Sends into the thread of `root`, as clients do that have threads: `last` is what stands there last. */
  sendInThread(room: string, root: string, last: string, text: string): Promise<string>;
  /** The first message of somebody else in `room`, past or to come, for which `test` holds. */
  expectMessage(room: string, test: (message: Heard) => boolean, what?: string, ms?: number): Promise<Heard>;
  expectAnswer(eventId: string, ms?: number): Promise<Heard>;
  /** Sends a command and waits for the first answer to it. */
  say(room: string, text: string, ms?: number): Promise<Heard>;
  /** A room that this officer has joined and whose name contains `name`. */
  expectRoom(name: string, ms?: number): Promise<string>;
  /** An encrypted, invite-only room of this officer's own. */
  createEncryptedRoom(invite: readonly string[], name?: string): Promise<string>;
  /** Waits until somebody has joined. */
  expectMember(room: string, userId: string, ms?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a client for an account. `signed: false` leaves its device without cross-signing. */
export async function openOfficer(account: Account, options: { readonly signed?: boolean } = {}): Promise<Officer> {
  const client = createClient({
    baseUrl: account.homeserver,
    accessToken: account.accessToken,
    userId: account.userId,
    deviceId: account.deviceId,
    logger: quiet,
    scheduler: persistentScheduler(),
  });
  const hearing = listen(client);
  client.on(RoomEvent.MyMembership, (room, membership) => {
    if (membership === "invite") void untilDone(() => client.joinRoom(room.roomId));
  });
  await client.initRustCrypto({ useIndexedDB: false });
  if (options.signed !== false) await crossSign(client, account);
  const synced = new Promise<void>((resolve) => {
    client.on(ClientEvent.Sync, (state) => {
      if (state === SyncState.Prepared) resolve();
    });
  });
  const filter = new Filter(account.userId);
  filter.setTimelineLimit(100);
  await client.startClient({ initialSyncLimit: 100, filter, pollTimeout: 10_000, pendingEventOrdering: PendingEventOrdering.Detached });
  await synced;
  // the SDK waits five to ten seconds after a lost connection
  const reconnect = setInterval(() => client.retryImmediately(), 1_000);
  let closed = false;
  return officerOn(
    client,
    account,
    hearing,
    sender(client, () => closed),
    () => {
      closed = true;
      clearInterval(reconnect);
    },
  );
}

function officerOn(client: MatrixClient, account: Account, hearing: Hearing, send: Officer["sendContent"], ended: () => void): Officer {
  const others = (test: (message: Heard) => boolean) => (message: Heard) => message.sender !== account.userId && test(message);
  const to = (eventId: string) => others((message) => message.thread === eventId || message.replyTo === eventId);
  const officer: Officer = {
    account,
    userId: account.userId,
    client,
    hearing,
    heardIn: (room) => hearing.heard.filter(others((message) => message.room === room)),
    answersTo: (eventId) => hearing.heard.filter(to(eventId)),
    send: (room, text) => officer.sendContent(room, { msgtype: "m.text", body: text }),
    sendContent: (room, content) => {
      const { body, filename, formatted_body: html } = content;
      for (const text of [body, filename, html]) if (typeof text === "string") noteTyped(text);
      return send(room, content);
    },
    sendFile: async (room, file, caption) => officer.sendContent(room, await attaching(account, file, caption)),
    reply: (room, to, body) =>
      officer.sendContent(room, { msgtype: "m.text", body, "m.relates_to": { "m.in_reply_to": { event_id: to } } }),
    sendInThread: (room, root, last, body) => {
      const relation = { rel_type: "m.thread", event_id: root, is_falling_back: true, "m.in_reply_to": { event_id: last } };
      return officer.sendContent(room, { msgtype: "m.text", body, "m.relates_to": relation });
    },
    expectMessage: (room, test, what = `a message in ${room}`, ms = timeoutMs) =>
      hearing.expect(
        others((message) => message.room === room && test(message)),
        what,
        ms,
      ),
    expectAnswer: (eventId, ms = timeoutMs) => hearing.expect(to(eventId), `an answer to ${eventId}`, ms),
    say: async (room, text, ms = timeoutMs) => {
      const eventId = await officer.send(room, text);
      return hearing.expect(to(eventId), `an answer to ${JSON.stringify(text.slice(0, 200))}`, ms);
    },
    expectRoom: async (name, ms = timeoutMs) => {
      const found = () => client.getRooms().find((room) => room.getMyMembership() === "join" && room.name.includes(name));
      return (await until(found, `a joined room named ${name}`, ms)).roomId;
    },
    createEncryptedRoom: async (invite, name) => {
      const { room_id } = await client.createRoom({
        ...(name === undefined ? {} : { name }),
        preset: Preset.PrivateChat,
        visibility: Visibility.Private,
        invite: [...invite],
        initial_state: [{ type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } }],
      });
      await until(() => client.getRoom(room_id) ?? undefined, "one's own room", timeoutMs);
      return room_id;
    },
    expectMember: async (room, userId, ms = timeoutMs) => {
      // the homeserver is asked: after a fork of the room a later sync may bring an older state of its members
      const joined = async () => userId in (await client.getJoinedRoomMembers(room)).joined || undefined;
      await until(joined, `${userId} in ${room}`, ms);
    },
    stop: async () => {
      ended();
      await endSync(client);
      await until(() => !isEncrypting(client) || undefined, "messages that are being encrypted");
      client.stopClient();
    },
  };
  return officer;
}

/**
 * Ends the loop of syncs and waits until the last one is worked off. The SDK's own stop takes the keys away at once: what
 * is still being worked off then rejects, and nobody hears it.
 */
function endSync(client: MatrixClient): Promise<void> {
  // the SDK keeps it to itself
  const { syncApi } = client as unknown as { readonly syncApi?: { stop(): void } };
  const ended = (state: SyncState | null): boolean => state === SyncState.Stopped || isAway(state);
  return new Promise((resolve) => {
    client.on(ClientEvent.Sync, (state) => void (ended(state) && resolve()));
    syncApi?.stop();
    if (syncApi === undefined || ended(client.getSyncState())) resolve();
  });
}

const isEncrypting = (client: MatrixClient): boolean =>
  client.getRooms().some((room) => room.getPendingEvents().some(({ status }) => status === EventStatus.ENCRYPTING));

/** The homeserver does not answer, so nothing is being worked off. */
const isAway = (state: SyncState | null): boolean => state === null || state === SyncState.Reconnecting || state === SyncState.Error;

/** The first identity needs no extra authentication (MSC3967); the password serves where the homeserver asks for it. */
async function crossSign(client: MatrixClient, account: Account): Promise<void> {
  const crypto = client.getCrypto();
  if (crypto === undefined) throw new Error("no crypto");
  await crypto.bootstrapCrossSigning({
    authUploadDeviceSigningKeys: async (makeRequest) => {
      try {
        await makeRequest(null);
      } catch (error) {
        if (!(error instanceof MatrixError) || error.httpStatus !== 401) throw error;
        const session = String(error.data.session);
        const identifier = { type: "m.id.user", user: account.userId };
        await makeRequest({ type: "m.login.password", identifier, password: account.password, session });
      }
    },
  });
}
