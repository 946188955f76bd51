import { type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { memberChanges, type RawEvent } from "../../matrix/sync-response.ts";

/** A room that this officer is in. */
export interface Room {
  readonly id: RoomId;
  /** As the homeserver has it: make it visible before it is shown. */
  readonly name: string;
  readonly members: readonly UserId[];
  readonly encrypted: boolean;
}

/** The rooms of one officer, in the order in which they became known. */
export interface RoomBook {
  readonly all: readonly Room[];
  get(id: RoomId): Room | undefined;
  /** Takes a joined room's state in; says whether the room is new here. */
  apply(id: string, events: readonly RawEvent[]): boolean;
  /** Who is in, as the homeserver says it now. */
  setMembers(id: RoomId, members: readonly UserId[]): void;
  drop(id: string): Room | undefined;
}

interface Entry {
  name: string | undefined;
  encrypted: boolean;
  readonly members: Set<UserId>;
}

export function openRoomBook(me: UserId): RoomBook {
  const entries = new Map<RoomId, Entry>();
  const shown = (id: RoomId, { name, encrypted, members }: Entry): Room => {
    const others = [...members].filter((member) => member !== me).map((member) => member.slice(1, member.indexOf(":")));
    return { id, name: name || others.join(", ") || "a room without a name", members: [...members], encrypted };
  };
  return {
    get all() {
      return [...entries].map(([id, entry]) => shown(id, entry));
    },
    get(id) {
      const entry = entries.get(id);
      return entry && shown(id, entry);
    },
    apply(text, events) {
      const id = roomId(text);
      const known = entries.get(id);
      const entry = known ?? { name: undefined, encrypted: false, members: new Set<UserId>() };
      entries.set(id, entry);
      for (const { userId, membership } of memberChanges(events)) {
        if (membership === "join") entry.members.add(userId);
        else entry.members.delete(userId);
      }
      for (const event of events) {
        if (event.state_key !== "") continue;
        // encryption never ends: an event that says so is a lie
        if (event.type === "m.room.encryption") entry.encrypted = true;
        if (event.type === "m.room.name") entry.name = nameIn(event.content) ?? entry.name;
      }
      return known === undefined;
    },
    setMembers(id, members) {
      const present = entries.get(id)?.members;
      present?.clear();
      for (const member of members) present?.add(member);
    },
    drop(text) {
      const id = roomId(text);
      const entry = entries.get(id);
      entries.delete(id);
      return entry && shown(id, entry);
    },
  };
}

const nameIn = (content: unknown): string | undefined =>
  typeof content === "object" && content !== null && "name" in content && typeof content.name === "string"
    ? content.name.trim()
    : undefined;

/** One room, or the sentence that says why none. */
export type Found = { readonly ok: true; readonly room: Room } | { readonly ok: false; readonly known: boolean; readonly sentence: string };

/** The room that somebody means: by its id, its whole name, or a part that only one name has. Case does not matter. */
export function findRoom(rooms: readonly Room[], text: string): Found {
  const wanted = text.trim().toLowerCase();
  const id = rooms.find((room) => room.id === text.trim());
  if (id !== undefined) return { ok: true, room: id };
  const lower = (room: Room) => room.name.toLowerCase();
  const whole = rooms.filter((room) => lower(room) === wanted);
  const fitting = whole.length > 0 ? whole : rooms.filter((room) => wanted !== "" && lower(room).includes(wanted));
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return { ok: true, room: first };
  if (first !== undefined) {
    const names = fitting.slice(0, 5).map((room) => `"${room.name}"`);
    return { ok: false, known: true, sentence: `"${text}" fits several rooms: ${names.join(", ")}. Write more of the name.` };
  }
  return { ok: false, known: false, sentence: `You are in no room called "${text}".` };
}
