import { type EventId, eventId, type RoomId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { Account, Tokens } from "./client/access.ts";
import { type ClientOptions, openClient, type Repeat } from "./client/authorized.ts";
import type { RoomCreateOptions } from "./client/sdk.ts";
import type { RawEvent, SyncResponse } from "./sync-response.ts";

export type { Account, Tokens } from "./client/access.ts";
export type { HearDate } from "./client/authorized.ts";
export { HomeserverError } from "./client/homeserver-error.ts";

/** An object of JSON as the homeserver gave it: every reader checks the fields that it uses. */
export type Json = Readonly<Record<string, unknown>>;

declare const encrypted: unique symbol;
/** The content of an `m.room.encrypted` as the encryption machine made it: of no other is a message made. */
export interface EncryptedContent extends Json {
  readonly [encrypted]: true;
}

export interface PasswordLogin {
  readonly user: UserId;
  readonly password: string;
  readonly deviceName: string;
  /** Logs this device in again, or makes one of this name. */
  readonly deviceId?: string;
  /** The access token runs out, and comes with one for the next. */
  readonly refreshable?: boolean;
}
interface Page {
  readonly limit: number;
  readonly from?: string;
  readonly to?: string;
  readonly filter?: string;
}

/**
 * The client-server API (Matrix 1.16) as Liaison uses it, and the only place that knows its paths. All calls reject with
 * HomeserverError only. None sends a message: the SDK's own senders, which fall back to plaintext, are out of reach (ADR 2).
 */
export interface Homeserver {
  readonly userId: UserId;
  readonly deviceId: string;
  /** How often the homeserver has answered 429 since the start. */
  readonly rateLimited: number;
  /** The same homeserver, each of whose requests is made by `repeat`. */
  repeating(repeat: Repeat): Homeserver;

  versions(timeoutMs?: number): Promise<Json>;
  capabilities(): Promise<Json>;

  login(by: PasswordLogin): Promise<Json>;
  refresh(refreshToken: string): Promise<Json>;
  logout(): Promise<unknown>;
  whoami(): Promise<{ readonly user_id?: unknown; readonly device_id?: unknown }>;
  /** Refused at first with what the password is to be tied to (`HomeserverError.authSession`). */
  deleteDevices(devices: readonly string[], auth?: { readonly password: string; readonly session: string }): Promise<unknown>;
  accountData(type: string): Promise<Json>;
  setAccountData(type: string, content: Json): Promise<unknown>;

  /** Waits at most `waitMs` for news. */
  sync(ask: { readonly filter: string; readonly since?: string | undefined; readonly waitMs: number }): Promise<SyncResponse>;

  joinedRooms(): Promise<readonly RoomId[]>;
  createRoom(room: RoomCreateOptions): Promise<RoomId>;
  join(room: RoomId): Promise<unknown>;
  leave(room: RoomId): Promise<unknown>;
  /** `direct`: to a room of two. What the content says is decided by the inviter (`m.room.member`). */
  invite(room: RoomId, user: UserId, direct?: boolean): Promise<unknown>;
  kick(room: RoomId, user: UserId): Promise<unknown>;
  state(room: RoomId): Promise<readonly RawEvent[]>;
  /** The content of one state event. */
  stateContent(room: RoomId, type: string, key?: string): Promise<Json>;
  setPowerLevels(room: RoomId, content: Json): Promise<unknown>;
  /** Membership events, as they are now. */
  members(room: RoomId): Promise<{ readonly chunk?: unknown }>;
  joinedMembers(room: RoomId): Promise<{ readonly joined?: object }>;
  /** A page of the timeline, newest first. */
  messages(room: RoomId, page: Page): Promise<{ readonly chunk?: unknown; readonly end?: unknown }>;
  event(room: RoomId, event: EventId): Promise<RawEvent & { readonly room_id?: unknown }>;
  redact(room: RoomId, event: EventId, transactionId: string): Promise<unknown>;

  /** Keeps bytes; the homeserver learns neither name nor type. */
  upload(bytes: Buffer): Promise<{ readonly content_uri?: unknown }>;
  /**
   * The bytes of `mxc://server/id`; "too-large" as soon as they turn out to be more than `most`, which is all that is ever
   * held of them. A homeserver from before authenticated media (Matrix 1.11) is asked in the `old` way. LIAISON_STOPPED when
   * `stopping` ends it.
   */
  download(
    file: { readonly server: string; readonly id: string; readonly old?: boolean },
    most: number,
    stopping?: AbortSignal,
  ): Promise<Uint8Array | "too-large">;

  keysUpload(body: object): Promise<Json>;
  keysQuery(body: object, timeoutMs?: number): Promise<Json>;
  keysClaim(body: object, timeoutMs?: number): Promise<Json>;
  signaturesUpload(body: object): Promise<Json>;
  signingKeysUpload(body: object): Promise<Json>;
  keysBackup(version: string, body: object): Promise<Json>;
  sendToDevice(type: string, transactionId: string, body: object): Promise<Json>;
}

/** The one way by which a message leaves: for the outbox, and for an officer's own client. */
export interface SendingHomeserver extends Homeserver {
  sendEncrypted(room: RoomId, transactionId: string, content: EncryptedContent): Promise<EventId>;
}

const uploadMs = 120_000;
/** Beyond the time for which the homeserver itself may wait for news. */
const syncMs = 60_000;

const v3 = "/_matrix/client/v3";
const one = encodeURIComponent;
const at = (room: RoomId): string => `${v3}/rooms/${one(room)}`;

/** Opens no connection; its calls do. */
export function openHomeserver(account: Account, options?: ClientOptions): SendingHomeserver {
  return callsOf(account, openClient(account, options));
}

function callsOf(account: Account, client: ReturnType<typeof openClient>): SendingHomeserver {
  const { userId: me, deviceId } = account;
  // what the specification promises for this path; every reader checks the fields that it uses
  const get = <T>(path: string, query?: object, ms?: number) => client.doRequest("GET", path, query, null, ms) as Promise<T>;
  const post = <T = Json>(path: string, body: object, ms?: number) => client.doRequest("POST", path, null, body, ms) as Promise<T>;
  const put = <T = Json>(path: string, body: object, query?: object) => client.doRequest("PUT", path, query, body) as Promise<T>;
  const byPassword = (user: UserId, password: string) => ({
    type: "m.login.password",
    identifier: { type: "m.id.user", user },
    password,
  });
  return {
    userId: me,
    deviceId,
    get rateLimited() {
      return client.counts.rateLimited;
    },
    repeating: (repeat) => callsOf(account, client.repeating(repeat)),

    // the SDK's own keeps the answer for two hours
    versions: (timeoutMs) => get("/_matrix/client/versions", undefined, timeoutMs),
    capabilities: () => get(`${v3}/capabilities`),

    login: ({ user, password, deviceName, deviceId: device, refreshable }) =>
      post(`${v3}/login`, {
        ...byPassword(user, password),
        initial_device_display_name: deviceName,
        ...(device !== undefined && { device_id: device }),
        ...(refreshable && { refresh_token: true }),
      }),
    refresh: (refreshToken) => post(`${v3}/refresh`, { refresh_token: refreshToken }),
    logout: () => post(`${v3}/logout`, {}),
    whoami: () => client.getWhoAmI(),
    deleteDevices: (devices, auth) =>
      post(`${v3}/delete_devices`, {
        devices,
        ...(auth && { auth: { ...byPassword(me, auth.password), session: auth.session } }),
      }),
    accountData: (type) => client.getAccountData(type),
    setAccountData: (type, content) => client.setAccountData(type, content),

    // the SDK's own has its own token, filter and waiting
    sync: ({ filter, since, waitMs }) =>
      get(`${v3}/sync`, { filter, timeout: waitMs, ...(since !== undefined && { since }) }, waitMs + syncMs),

    joinedRooms: async () => (await client.getJoinedRooms()).map(roomId),
    createRoom: async (room) => roomId(await client.createRoom(room)),
    join: (room) => client.joinRoom(room),
    leave: (room) => client.leaveRoom(room),
    // the SDK's own cannot say that the room is one of two
    invite: (room, user, direct = false) =>
      client.sendStateEvent(room, "m.room.member", user, { membership: "invite", ...(direct && { is_direct: true }) }),
    // the SDK's own gives a reason that is null
    kick: (room, user) => post(`${at(room)}/kick`, { user_id: user }),
    state: (room) => client.getRoomState(room),
    stateContent: (room, type, key = "") => client.getRoomStateEvent(room, type, key),
    setPowerLevels: (room, content) => client.sendStateEvent(room, "m.room.power_levels", "", content),
    // the SDK's own trip over an answer that is not as it should be
    members: (room) => get(`${at(room)}/members`),
    joinedMembers: (room) => get(`${at(room)}/joined_members`),
    messages: (room, page) => get(`${at(room)}/messages`, { dir: "b", ...page }),
    event: (room, event) => client.getRawEvent(room, event),
    // the SDK's own makes up a transaction id, so that a repeat would be another redaction
    redact: (room, event, transactionId) => put(`${at(room)}/redact/${one(event)}/${one(transactionId)}`, {}),

    // the SDK's own waits a minute and no longer, and its download holds whatever comes
    upload: (bytes) => post("/_matrix/media/v3/upload", bytes, uploadMs),
    download: ({ server, id, old = false }, most, stopping) =>
      client.download(`/_matrix/${old ? "media/v3" : "client/v1/media"}/download/${one(server)}/${one(id)}`, most, stopping),

    keysUpload: (body) => post(`${v3}/keys/upload`, body),
    keysQuery: (body, ms) => post(`${v3}/keys/query`, body, ms),
    keysClaim: (body, ms) => post(`${v3}/keys/claim`, body, ms),
    signaturesUpload: (body) => post(`${v3}/keys/signatures/upload`, body),
    signingKeysUpload: (body) => post(`${v3}/keys/device_signing/upload`, body),
    keysBackup: (version, body) => put(`${v3}/room_keys/keys`, body, { version }),
    sendToDevice: (type, transactionId, body) => put(`${v3}/sendToDevice/${one(type)}/${one(transactionId)}`, body),

    sendEncrypted: async (room, transactionId, content) =>
      eventId((await put<{ event_id: string }>(`${at(room)}/send/m.room.encrypted/${one(transactionId)}`, content)).event_id),
  };
}

/** For requests without an account of ours, or before it is known whose the token is. */
export function openUnnamed(homeserver: string, accessToken: string | Tokens = "", options?: ClientOptions): Homeserver {
  const nobody = userId("@nobody:invalid");
  if (nobody === undefined) throw new Error("not a user id");
  return openHomeserver({ homeserver, accessToken, userId: nobody, deviceId: "" }, options);
}
