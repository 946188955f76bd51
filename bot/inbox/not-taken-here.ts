import type { UserId } from "#domain/primitives/ids.ts";
import type { Understood } from "../../commands/framework/understand.ts";
import type { InboxItem, Transaction } from "../../storage/index.ts";
import { originOf } from "../matrix/relation.ts";

interface Typed {
  readonly item: InboxItem;
  readonly understood: Understood;
}

/**
 * A command in a room in which none is taken: its officer is told so in private, since nothing is said in such a room. Of
 * somebody who is not on the roster it is talk: false.
 */
export async function refuseHere(tx: Transaction, { item, understood }: Typed, me: UserId, now: Date): Promise<boolean> {
  const { eventId, roomId: room, sender } = item;
  const meant = understood.in("coordination") ?? understood.in("case");
  if (meant === undefined || (await tx.stores.roster.find(sender)) === undefined) return false;
  const known = await tx.rooms.get(room);
  const ails = known?.ails;
  const why = { ...(ails && { ails }), ...(known?.kind === "case" && { ofCase: true as const }) };
  const notice = { type: "not-taken-here", userIds: await inTheWay(tx, item, me), ...why } as const;
  if (await tx.inbox.unread({ eventId, room, sender, notice, origin: originOf(item) }, now))
    await tx.outbox.send({ to: { officer: sender }, notice }, now);
  await tx.audit.append(
    { action: "message", outcome: "refused", by: sender, eventId, content: { say: notice.type, ...(ails && { ails }) } },
    now,
  );
  return true;
}

/** Who keeps a room that is safe from being a coordination room. */
async function inTheWay(tx: Transaction, { roomId }: InboxItem, me: UserId): Promise<readonly UserId[]> {
  const room = await tx.rooms.get(roomId);
  if (room?.safe !== true || room.kind !== "unknown") return [];
  const found: UserId[] = [];
  for (const { userId } of await tx.rooms.members(roomId))
    if (userId !== me && (await tx.stores.roster.find(userId))?.role !== "coordinator") found.push(userId);
  return found.toSorted();
}
