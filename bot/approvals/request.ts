import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { dispatch } from "../../commands/framework/dispatch.ts";
import { commands } from "../../commands/index.ts";
import type { Place, Transaction } from "../../storage/index.ts";
import { type Handling, respond } from "../inbox/respond.ts";

/** Somebody in a room who must be approved. */
export interface Concern {
  readonly userId: UserId;
  /** The new identity that they show. */
  readonly key?: string;
  /** They are no member of the case whose room this is. */
  readonly stranger: boolean;
}
/** Somebody who may approve, and the command with which they would. */
interface Approver {
  readonly by: UserId;
  readonly room: RoomId;
  readonly place: Place;
  readonly text: string;
}

/**
 * Asks about those of whom nobody was asked yet in this room: each time the same as if the approver had typed the
 * command. `untrusted`: those who cannot be asked.
 */
export async function requestApproval(
  tools: Pick<Handling, "bot" | "botState">,
  tx: Transaction,
  { room, concerns, untrusted }: { room: RoomId; concerns: readonly Concern[]; untrusted: readonly UserId[] },
  now: Date,
): Promise<void> {
  const place = await tx.rooms.place(room);
  const subjects = await Promise.all(
    concerns.map(async (one) => {
      const known = (await tx.stores.roster.find(one.userId)) !== undefined;
      return [`${one.userId} ${one.key ?? ""} ${one.stranger ? (known ? "stranger" : "unknown") : ""}`, one] as const;
    }),
  );
  const fresh = await tx.rooms.problems(
    room,
    "asked",
    subjects.map(([subject]) => subject),
  );
  for (const [, concern] of subjects.filter(([subject]) => fresh.includes(subject)))
    for (const approver of await approvers(tx, { room, place, untrusted }, concern, now)) {
      const { text, by } = approver;
      const outcome = await dispatch(commands, { ...approver, bot: tools.bot }, { tx, botState: tools.botState(), now });
      if (outcome?.outcome === "asked") await respond(tools, tx, { typed: { ...approver, text, by }, outcome }, now);
      else if (concern.stranger && approver.place.where === "case") {
        const notice = { type: "stranger-in-room", ref: approver.place.ref, userId: concern.userId } as const;
        await tx.outbox.send({ to: { officer: by }, notice, about: approver.place.case, mentions: [by] }, now);
      }
    }
}

/** The leads of the case, without the person concerned; for an identity, where there are none, the coordinators. */
async function approvers(
  tx: Transaction,
  { room, place, untrusted }: { room: RoomId; place: Place; untrusted: readonly UserId[] },
  { userId, key }: Concern,
  now: Date,
): Promise<readonly Approver[]> {
  const able = (user: UserId) => user !== userId && !untrusted.includes(user);
  if (place.where === "case") {
    const members = await tx.stores.cases.members(place.case);
    const leads = members.filter((one) => one.role === "lead" && (one.until === undefined || one.until > now) && able(one.userId));
    if (leads.length > 0) return leads.map((lead) => ({ by: lead.userId, room, place, text: `!case admit ${userId}` }));
  }
  if (key === undefined) return [];
  const kinds = await Promise.all((await tx.rooms.of([userId])).map(async (one) => (await tx.rooms.get(one))?.kind));
  // the leads of their cases are asked for their own room as well
  if (place.where !== "case" && place.where !== "coordination" && kinds.includes("case")) return [];
  const found: Approver[] = [];
  for (const { roomId, kind } of await tx.rooms.all()) {
    if (kind !== "coordination") continue;
    const listeners = await tx.rooms.listeners(roomId, now);
    for (const one of listeners.filter(
      ({ coordinator, userId: user }) => coordinator && able(user) && found.every(({ by }) => by !== user),
    ))
      found.push({ by: one.userId, room: roomId, place: { where: "coordination" }, text: `!officer verify ${userId}` });
  }
  return found;
}
