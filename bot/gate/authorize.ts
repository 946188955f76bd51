import { linesOf, oldestIn } from "#domain/notices/policy.ts";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Listener, OutboxItem, Transaction } from "../../storage/index.ts";
import { gatePrivate } from "./private-gate.ts";
import { gate, type Verdict } from "./room-gate.ts";

/** What may be said where, and to whom the key goes if it is. */
export interface Authorization {
  readonly verdict: Verdict;
  /** Who belongs in the room and is there, the bot included: to nobody else goes a key, whatever is said. */
  readonly readers: readonly UserId[];
  /** The same without the bot. */
  readonly listeners: readonly Listener[];
  /** The room is an officer's own. */
  readonly own: boolean;
  /** Who keeps a room from being the coordination room that it was, or may have been: nothing is said there. */
  readonly astray: readonly UserId[];
}

const hold: Verdict = { decision: "hold" };

/** Where it would be said, and whose own account says it. */
interface Here {
  readonly room: RoomId;
  readonly me: UserId;
}

/** Judges a message on those who are in its room now. */
export async function authorize(tx: Transaction, item: OutboxItem, { room: id, me }: Here, now: Date): Promise<Authorization> {
  const [room, present] = await Promise.all([tx.rooms.get(id), tx.rooms.listeners(id, now)]);
  const others = present.filter(({ userId }) => userId !== me);
  const heardBy = (listeners: readonly Listener[]) => ({ readers: [me, ...listeners.map(({ userId }) => userId)], listeners });
  if (room === undefined) return { verdict: hold, ...heardBy([]), own: false, astray: [] };
  if (room.kind !== "private") {
    const belongs = ({ ofCase, coordinator }: Listener) => (room.kind === "case" ? ofCase : coordinator);
    const astray = room.kind === "case" ? [] : others.filter((one) => !belongs(one)).map(({ userId }) => userId);
    return { verdict: gate(item.notice, room, others, loggedAt(item)), ...heardBy(others.filter(belongs)), own: false, astray };
  }
  const place = await tx.rooms.place(id);
  const officer = place.where === "private" && others.every(({ userId }) => userId === place.officer) ? others[0] : undefined;
  // Somebody who is invited counts as there: the two of them, and nobody else.
  const alone = (await tx.rooms.members(id)).every(({ userId }) => userId === me || userId === officer?.userId);
  const verdict = officer === undefined || !alone ? hold : await authorizePrivately(tx, item, officer.userId, now);
  return { verdict, ...heardBy(officer === undefined ? [] : [officer]), own: true, astray: [] };
}

/** The same for one officer alone, as if it were said in their own room. */
export async function authorizePrivately(tx: Transaction, item: OutboxItem, user: UserId, now: Date): Promise<Verdict> {
  const officer = await tx.stores.roster.find(user);
  if (officer === undefined) return hold;
  const cases = [item.about, ...linesOf(item.notice).map((line) => line.case)].filter((of) => of !== undefined);
  const standing = await tx.rooms.standing(user, [...new Set(cases)], now);
  return gatePrivate(item.notice, officer, { cases: standing, about: item.about }, loggedAt(item));
}

/** When the oldest content of the notice was logged: what is only now said in answer was logged when it was answered. */
export const loggedAt = ({ notice, createdAt, logged = createdAt }: OutboxItem): Date => oldestIn(notice, logged);
