import type { RoomId } from "#domain/primitives/ids.ts";
import type { KnownRoom, Transaction } from "../../storage/index.ts";
import type { MemberChange } from "../matrix/sync-response.ts";

/** Rooms whose members learn of cases. */
const noted: ReadonlySet<KnownRoom["kind"]> = new Set(["case", "coordination"]);

/**
 * Writes down who is in the room now, and in the audit who came or went. The server repeats members that it has told already:
 * they are no news.
 */
export async function saveMembers(tx: Transaction, room: RoomId, changes: readonly MemberChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const known = await tx.rooms.get(room);
  const before = known !== undefined && noted.has(known.kind) ? await tx.rooms.members(room) : undefined;
  await tx.rooms.setMembers(room, changes, now);
  if (before === undefined) return;
  const was = new Map<string, string>(before.map(({ userId, membership }) => [userId, membership]));
  for (const { userId, membership } of changes) {
    if ((was.get(userId) ?? "leave") === membership) continue;
    was.set(userId, membership);
    const content = { room, userId, membership };
    await tx.audit.append({ action: "room member", outcome: "done", by: userId, ...(known?.case && { case: known.case }), content }, now);
  }
}
