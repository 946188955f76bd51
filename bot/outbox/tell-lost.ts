import type { LostWhere } from "#domain/notices/plain.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { LostMessages, Transaction } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

interface Dependencies extends Pick<Runtime, "storage" | "log" | "now"> {
  readonly timeoutMs: number;
}

/** Counts what sync has worked, in milliseconds, and tells of messages that are lost by now, each once, where it can be heard. */
export async function tellLost({ storage, log, now, timeoutMs }: Dependencies, worked: number): Promise<void> {
  const lost = await storage.transaction(async (tx) => {
    await tx.echoes.waited(worked, timeoutMs, now());
    const found = await tx.echoes.untold(now());
    for (const one of found) if (!one.quiet) await tell(tx, one, now());
    return found;
  });
  for (const { room, events, why } of lost)
    for (const eventId of events) log.warn("message lost", { eventId, roomId: room.roomId, reason: why });
}

/** The room itself may hear nothing: the coordination rooms are told, and in private whose case it is, or who coordinates. */
async function tell(tx: Transaction, { room, numbers, why }: LostMessages, now: Date): Promise<void> {
  const notice = { type: "messages-lost", where: await whereOf(tx, room), numbers, why } as const;
  const coordinators = (await tx.stores.roster.list()).flatMap(({ userId, role }) => (role === "coordinator" ? [userId] : []));
  for (const { roomId, kind } of await tx.rooms.all())
    if (kind === "coordination" && roomId !== room.roomId) await tx.outbox.answer({ room: roomId, notice }, now);
  const members = room.case === undefined ? [] : await tx.stores.cases.members(room.case);
  const leads = members.flatMap(({ userId, role }) => (role === "lead" ? [userId] : []));
  for (const officer of room.kind === "case" ? leads : coordinators)
    await tx.outbox.send({ to: { officer }, notice, mentions: [officer], ...(room.case && { about: room.case }) }, now);
  await tx.audit.append({ action: "post", outcome: "failed", ...(room.case && { case: room.case }), content: { why, numbers } }, now);
}

async function whereOf(tx: Transaction, room: LostMessages["room"]): Promise<LostWhere> {
  // also of a room in which nothing works for now
  if (room.case !== undefined) return { ref: (await tx.stores.cases.get(room.case)).ref };
  const place = await tx.rooms.place(room.roomId);
  if (place.where === "private") return { officer: place.officer satisfies UserId };
  return { room: place.where === "coordination" ? "coordination" : "other" };
}
