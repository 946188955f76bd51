import { contactOf, type HitFacts, type HitLine, hitLine } from "#domain/hits/hit.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import { openOfficer } from "../people/officers.ts";

/** `HIT-7`. */
export const hitRef = (number: number): Ref<"HIT"> => `HIT-${number}`;

/** Sides as their cases may see them, with the desks of those whom they may ask. */
export async function hitLines(facts: readonly HitFacts[], session: Session): Promise<readonly HitLine[]> {
  const countries = await countriesOf(
    facts.flatMap((each) => contactOf(each) ?? []),
    session,
  );
  return facts.map((each) => hitLine(each, (user) => countries.get(user)));
}

const officersOf = prepared(({ userKeys }: { userKeys: readonly Buffer[] }) =>
  db.selectFrom("officer").select(["user_key", "body"]).where("user_key", "=", anyOf(userKeys)),
);
/** Countries of persons on the roster. */
async function countriesOf(users: readonly UserId[], { query, keys }: Session): Promise<ReadonlyMap<UserId, string>> {
  const userKeys = new Map(users.map((user) => [keys.keyed("user", user).toString("hex"), user]));
  if (userKeys.size === 0) return new Map();
  const rows = await query(officersOf({ userKeys: [...userKeys.keys()].map((hex) => Buffer.from(hex, "hex")) }));
  const officers = rows.map((row) => openOfficer(keys.coordination, row.user_key, row.body));
  return new Map(officers.flatMap(({ userId, country }) => (country === undefined ? [] : [[userId, country] as const])));
}
