import type { Notice } from "#domain/notices/index.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Assessed } from "./assess.ts";
import { held, released } from "./problems.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

/**
 * Tells once for each of its ailments that nothing is taken and said in a room: never in it. Of a case's room the coordinators hear,
 * and its leads in private; of any other one the coordinators who are in it, in private, and the other coordination rooms. What was
 * told and is over is forgotten, so that it is told anew when it comes back.
 */
export async function tellUnsafe({ storage, log, now }: Dependencies, room: Assessed, me: UserId): Promise<void> {
  const { roomId: id, kind, case: of, name, ails = [] } = room;
  if (kind === "private" || kind === "closed") return;
  const fresh = await storage.transaction(async (tx) => {
    const about = of === undefined ? {} : { case: of };
    if (ails.length === 0) {
      if (await tx.rooms.relieved(id, "unsafe"))
        await tx.audit.append({ ...released, ...about, content: { room: id, why: "state" } }, now());
      return [];
    }
    const found = await tx.rooms.problems(id, "unsafe", ails);
    if (found.length === 0) return found;
    const ref = of === undefined ? undefined : (await tx.stores.cases.get(of)).ref;
    const notice: Notice = { type: "room-unsafe", room: id, ails, ...(ref && { ref }), ...(name !== undefined && { name }) };
    for (const other of await tx.rooms.all())
      if (other.kind === "coordination" && other.safe && other.roomId !== id) await tx.outbox.answer({ room: other.roomId, notice }, now());
    for (const officer of of === undefined ? await coordinatorsIn(tx, room, me) : await leadsOf(tx, of))
      await tx.outbox.send({ to: { officer }, notice, ...(of !== undefined && { about: of }), mentions: [officer] }, now());
    await tx.audit.append({ ...held, ...about, content: { room: id, why: "state", ails } }, now());
    return found;
  });
  if (fresh.length > 0) log.warn("room not safe", { roomId: id, reason: fresh.join(" ") });
}

async function coordinatorsIn(tx: Transaction, { roomId }: Assessed, me: UserId): Promise<readonly UserId[]> {
  const found: UserId[] = [];
  for (const { userId, membership } of await tx.rooms.members(roomId))
    if (userId !== me && membership === "join" && (await tx.stores.roster.find(userId))?.role === "coordinator") found.push(userId);
  return found;
}

const leadsOf = async (tx: Transaction, of: NonNullable<Assessed["case"]>): Promise<readonly UserId[]> =>
  (await tx.stores.cases.members(of)).filter(({ role }) => role === "lead").map(({ userId }) => userId);
