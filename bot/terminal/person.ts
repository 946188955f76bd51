import { randomUUID } from "node:crypto";
import { type RoomId, roomId, type UserId } from "#domain/ids.ts";
import { openEncryption } from "../encryption/client.ts";
import { memoryJournal } from "../encryption/memory-journal.ts";
import { type Homeserver, HomeserverError, openHomeserver } from "../homeserver.ts";
import { cryptoNews, encryptedEvents, memberChanges, type SyncResponse, syncFilter } from "../sync-response.ts";
import { type Heard, openEar } from "./ear.ts";

export interface PersonOptions {
  readonly homeserver: string;
  readonly userId: UserId;
  readonly password: string;
  /** Opens the identity that an earlier device of this person has made. */
  readonly recoveryKey?: string;
  /** Takes the recovery key of a new identity, to be kept. */
  readonly keepRecoveryKey: (key: string) => void;
}

/** A person as a Matrix client of its own: one cross-signed device that lives as long as this object. */
export interface Person {
  readonly userId: UserId;
  /** Sends one line, encrypted; resolves with the event's id. */
  say(room: RoomId, text: string): Promise<string>;
  /** The first message of somebody else in this room that fits, heard already or yet to come. */
  hear(room: RoomId, fits: (message: Heard) => boolean): Promise<Heard>;
  /** The room that this person has joined and whose name contains `part`. */
  room(part: string): Promise<RoomId>;
  /** Logs the device out. */
  leave(): Promise<void>;
}

const pollMs = 20_000;

/** Logs in a new device, signs it, and follows invitations. Rejects with HomeserverError or EncryptionRefused. */
export async function openPerson(options: PersonOptions): Promise<Person> {
  const login = await openHomeserver(options.homeserver, "", options.userId, "").request<{ access_token: string; device_id: string }>(
    "POST",
    "/v3/login",
    null,
    {
      type: "m.login.password",
      identifier: { type: "m.id.user", user: options.userId },
      password: options.password,
      initial_device_display_name: "Liaison story",
    },
  );
  const homeserver = openHomeserver(options.homeserver, login.access_token, options.userId, login.device_id);
  const encryption = await openEncryption({
    homeserver,
    journal: memoryJournal(),
    deviceTrust: "owner-signed",
    log: { warn: () => {} },
    showRecoveryKey: options.keepRecoveryKey,
    ...(options.recoveryKey !== undefined && { recoveryKey: options.recoveryKey }),
  });
  const members = new Map<RoomId, Set<UserId>>();
  const names = new Map<RoomId, string>();
  const ear = openEar(encryption, options.userId);
  encryption.onRoomKeys(() => void ear.again());
  let since: string | undefined;
  let left = false;

  async function once(waitMs: number): Promise<void> {
    const answer = await homeserver.request<SyncResponse>(
      "GET",
      "/v3/sync",
      { filter: syncFilter, timeout: waitMs, ...(since !== undefined && { since }) },
      null,
      waitMs + 60_000,
    );
    if (left) return;
    await encryption.receive(cryptoNews(answer));
    since = answer.next_batch;
    for (const id of Object.keys(answer.rooms?.invite ?? {}))
      await homeserver.request("POST", `/v3/join/${encodeURIComponent(id)}`, null, {});
    for (const [id, joined] of Object.entries(answer.rooms?.join ?? {})) {
      const events = [...(joined.state?.events ?? []), ...(joined.timeline?.events ?? [])];
      const present = members.get(roomId(id)) ?? new Set();
      members.set(roomId(id), present);
      for (const change of memberChanges(events)) {
        if (change.membership === "join") present.add(change.userId);
        else present.delete(change.userId);
      }
      const name = events.findLast((event) => event.type === "m.room.name")?.content;
      if (typeof name === "object" && name !== null && "name" in name && typeof name.name === "string") names.set(roomId(id), name.name);
      await encryption.track([...present]);
      for (const event of encryptedEvents(id, joined.timeline?.events ?? [])) ear.take(event);
    }
    await ear.again();
  }

  await once(0);
  void (async () => {
    while (!left) await once(pollMs).catch(() => new Promise((resolve) => setTimeout(resolve, 500)));
  })();

  return {
    userId: options.userId,
    async say(room, text) {
      const content = await encryption.encrypt(room, [...(members.get(room) ?? [])], "m.room.message", {
        msgtype: "m.text",
        body: text,
        "m.mentions": {},
      });
      return put(homeserver, room, content);
    },
    hear: ear.hear,
    async room(part) {
      for (;;) {
        for (const [id, name] of names) if (name.includes(part)) return id;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async leave() {
      left = true;
      await homeserver.request("POST", "/v3/logout", null, {}).catch(() => {});
      await encryption.close();
    },
  };
}

/** Repeats until it is answered, always under one transaction id. */
async function put(homeserver: Homeserver, room: RoomId, content: object): Promise<string> {
  const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${randomUUID()}`;
  for (;;) {
    try {
      return (await homeserver.request<{ event_id: string }>("PUT", path, null, content)).event_id;
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || fault.permanent) throw fault;
      await new Promise((resolve) => setTimeout(resolve, fault.retryAfterMs ?? 1_000));
    }
  }
}
