import type { Notice } from "#domain/notices/index.ts";
import type { CaseId, CaseRef, RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../storage/index.ts";
import type { UnsignedDevice } from "../encryption/client.ts";
import { serverOf } from "../encryption/unreachable-servers.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

/** Nothing was said in a room from then on, and from then on again: the audit has why, and of whom. */
export const held = { action: "room held", outcome: "done" } as const;
export const released = { action: "room released", outcome: "done" } as const;

/**
 * Writes down who in a room shows another identity than before, and tells of each once: the log, and the coordinators if
 * it is a case's room. In the room itself nothing can be said while it lasts.
 */
export async function tellHold({ storage, log, now }: Dependencies, room: RoomId, changed: readonly UserId[]): Promise<void> {
  const fresh = await storage.transaction(async (tx) => {
    // also of a room that nobody has looked at yet: it is told once
    const about = (await tx.rooms.get(room))?.case;
    const of = about === undefined ? {} : { case: about };
    if (changed.length === 0) {
      if (await tx.rooms.relieved(room, "held")) await tx.audit.append({ ...released, ...of, content: { room, why: "identity" } }, now());
      return [];
    }
    const found = await tx.rooms.problems(room, "held", changed);
    if (found.length > 0) await tx.audit.append({ ...held, ...of, content: { room, why: "identity", userIds: changed.toSorted() } }, now());
    if (found.length === 0 || about === undefined) return found;
    const notice = { type: "room-holds", ref: (await tx.stores.cases.get(about)).ref, userIds: changed.toSorted() } as const;
    await tellCoordinators(tx, notice, now());
    return found;
  });
  if (fresh.length > 0) log.warn("room holds", { roomId: room, count: fresh.length });
}

/** Tells a room once who could not get the key to what was said there, as long as their homeserver does not answer. */
export function openUnreached({ storage, log, now }: Dependencies) {
  // What is written down, so that a message to a room without a problem costs no question; unknown after a start.
  const written = new Map<RoomId, string>();
  return async (room: RoomId, users: readonly UserId[]): Promise<void> => {
    const servers = [...new Set(users.map(serverOf))].sort();
    const standing = servers.join(" ");
    if (written.get(room) === standing) return;
    const fresh = await storage.transaction(async (tx) => {
      const found = await tx.rooms.problems(room, "unreached", servers);
      const of = (await tx.rooms.get(room))?.case;
      const userIds = users.filter((user) => found.includes(serverOf(user))).sort();
      if (userIds.length > 0)
        await tx.outbox.answer({ room, ...(of !== undefined && { about: of }), notice: { type: "not-reached", userIds } }, now());
      return found;
    });
    written.set(room, standing);
    if (fresh.length > 0) log.warn("servers do not answer", { roomId: room, count: fresh.length });
  };
}

/** Tells an officer in private, once, of each of their devices that they have not signed and that therefore got no key. */
export function openUnsigned({ storage, log, now }: Dependencies) {
  // What is written down, as far as this process knows.
  const written = new Set<string>();
  return async (devices: readonly UnsignedDevice[]): Promise<void> => {
    const name = ({ userId, deviceId }: UnsignedDevice) => `${userId} ${deviceId}`;
    const unknown = devices.filter((device) => !written.has(name(device)));
    if (unknown.length === 0) return;
    const fresh = await storage.transaction(async (tx) => {
      let count = 0;
      for (const { userId, deviceId } of unknown) {
        if ((await tx.stores.roster.find(userId)) === undefined || !(await tx.inbox.noticeOnce(userId, `device ${deviceId}`))) continue;
        await tx.outbox.send({ to: { officer: userId }, notice: { type: "unsigned-device", deviceId } }, now());
        await tx.audit.append({ action: "device withheld", outcome: "done", by: userId, content: { userId, deviceId } }, now());
        count++;
      }
      return count;
    });
    for (const device of unknown) written.add(name(device));
    if (fresh > 0) log.warn("unsigned devices", { count: fresh });
  };
}

/** Tells the coordinators, and the leads in private, once whom the homeserver would not invite to a case's room, as long as it refuses. */
export async function tellRefused(
  { storage, log, now }: Dependencies,
  {
    room,
    of,
    ref,
    leads,
    refused,
  }: {
    readonly room: RoomId;
    readonly of: CaseId;
    readonly ref: CaseRef;
    readonly leads: readonly UserId[];
    readonly refused: readonly UserId[];
  },
): Promise<void> {
  const fresh = await storage.transaction(async (tx) => {
    const found = await tx.rooms.problems(room, "refused", refused);
    if (found.length > 0) {
      const notice = { type: "invitation-refused", ref, userIds: found.toSorted() } as const;
      await tellCoordinators(tx, notice, now());
      for (const lead of leads)
        if (!refused.includes(lead)) await tx.outbox.send({ to: { officer: lead }, about: of, notice, mentions: [lead] }, now());
    }
    return found;
  });
  if (fresh.length > 0) log.warn("invitations refused", { roomId: room, count: fresh.length });
}

async function tellCoordinators(tx: Transaction, notice: Notice, now: Date): Promise<void> {
  for (const { roomId, kind } of await tx.rooms.all()) if (kind === "coordination") await tx.outbox.answer({ room: roomId, notice }, now);
}
