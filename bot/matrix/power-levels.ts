import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Homeserver } from "./homeserver.ts";

/** Leads may remove (50) but not admit (100). */
const leadPower = 50;

/**
 * Power levels of a new case room (Matrix client-server API 1.16, `m.room.power_levels`; design 5, rooms). The bot does not
 * stand in them: in room version 12 the creator is above all numbers.
 */
export const powerLevels = (leads: readonly UserId[]): object => ({
  users: Object.fromEntries(leads.map((lead) => [lead, leadPower])),
  users_default: 0,
  events_default: 0,
  state_default: 100,
  invite: 100,
  ban: 100,
  redact: 100,
  kick: leadPower,
  events: Object.fromEntries(
    ["encryption", "history_visibility", "join_rules", "guest_access", "power_levels", "server_acl", "tombstone"].map((name) => [
      `m.room.${name}`,
      150,
    ]),
  ),
});

/**
 * Gives every lead of the case a lead's power in its room and takes it from everybody else; the rest stays as it is.
 * Sends nothing where it is so already. Rejects with HomeserverError.
 */
export async function seatLeads(
  homeserver: Pick<Homeserver, "stateContent" | "setPowerLevels">,
  id: RoomId,
  leads: readonly UserId[],
): Promise<void> {
  const now = await homeserver.stateContent(id, "m.room.power_levels");
  // a map of numbers, by the specification
  const seated = (now.users ?? {}) as Readonly<Record<string, unknown>>;
  const others = Object.entries(seated).filter(([user, power]) => power !== leadPower && !leads.some((lead) => lead === user));
  const users = Object.fromEntries<unknown>([...others, ...leads.map((lead) => [lead, leadPower] as const)]);
  if (same(users, seated)) return;
  await homeserver.setPowerLevels(id, { ...now, users });
}

const same = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([user, power]) => other[user] === power);
