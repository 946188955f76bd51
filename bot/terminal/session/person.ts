import { type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { memoryJournal } from "../../encryption/store/memory-journal.ts";
import { openHomeserver } from "../../matrix/homeserver.ts";
import { encryptedEvents, memberChanges, syncFilter } from "../../matrix/sync-response.ts";
import { keyMaterial } from "../../sync/key-material.ts";
import { type DecryptedEvent, openDecryptor } from "./decrypt.ts";
import { login, logout } from "./login.ts";
import { joinedMembers } from "./members.ts";
import { sendEvent } from "./send.ts";
import { type Recovery, signIn } from "./sign-in.ts";

export interface PersonOptions extends Recovery {
  readonly homeserver: string;
  readonly userId: UserId;
  readonly password: string;
}

/** A person as a Matrix client of its own: one cross-signed device that lives as long as this object. */
export interface Person {
  readonly userId: UserId;
  /** Sends one line, encrypted; resolves with the event's id. */
  say(room: RoomId, text: string): Promise<string>;
  /** The first message of somebody else in this room that fits, heard already or yet to come. */
  next(room: RoomId, fits: (message: DecryptedEvent) => boolean): Promise<DecryptedEvent>;
  /** The room that this person has joined and whose name contains `part`. */
  room(part: string): Promise<RoomId>;
  /** Logs the device out. */
  leave(): Promise<void>;
}

const pollMs = 20_000;

/** Logs in a new device, signs it, and follows invitations. Rejects with HomeserverError or EncryptionRefused. */
export async function openPerson(options: PersonOptions): Promise<Person> {
  const { accessToken, deviceId } = await login(options.homeserver, options.userId, options.password, "Liaison story");
  const homeserver = openHomeserver({ ...options, accessToken, deviceId });
  const encryption = await signIn(homeserver, memoryJournal(), options, true);
  const members = new Map<RoomId, Set<UserId>>();
  const names = new Map<RoomId, string>();
  const decryptor = openDecryptor(encryption, options.userId);
  encryption.onRoomKeys(() => void decryptor.again());
  let since: string | undefined;
  let left = false;

  async function once(waitMs: number): Promise<void> {
    const answer = await homeserver.sync({ filter: syncFilter, since, waitMs });
    if (left) return;
    await encryption.receive(keyMaterial(answer));
    since = answer.next_batch;
    for (const id of Object.keys(answer.rooms?.invite ?? {})) await homeserver.join(roomId(id));
    for (const [id, joined] of Object.entries(answer.rooms?.join ?? {})) {
      const state = joined.state?.events ?? [];
      const events = [...state, ...(joined.timeline?.events ?? [])];
      const known = members.get(roomId(id));
      let present = known ?? new Set<UserId>();
      for (const change of memberChanges(events)) {
        if (change.membership === "join") present.add(change.userId);
        else present.delete(change.userId);
      }
      if (known !== undefined && memberChanges(state).length > 0) present = new Set(await joinedMembers(homeserver, roomId(id)));
      members.set(roomId(id), present);
      const name = events.findLast((event) => event.type === "m.room.name")?.content;
      if (typeof name === "object" && name !== null && "name" in name && typeof name.name === "string") names.set(roomId(id), name.name);
      await encryption.track([...present]);
      for (const event of encryptedEvents(id, joined.timeline?.events ?? [])) decryptor.take(event);
    }
    await decryptor.again();
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
      return sendEvent(homeserver, room, content);
    },
    next: decryptor.next,
    async room(part) {
      for (;;) {
        for (const [id, name] of names) if (name.includes(part)) return id;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async leave() {
      left = true;
      await logout(homeserver);
      await encryption.close();
    },
  };
}
