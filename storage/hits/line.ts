import type { Codes } from "#domain/codes/codes.ts";
import { allowed, discloses } from "#domain/hits/disclosure.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { asKind, type IndicatorBody, recordRef } from "../indicators/row.ts";
import { openOfficer } from "../people/officers.ts";

/** One side of a hit before it is put into words. */
export interface SideFacts {
  readonly number: number;
  readonly own: { readonly number: number; readonly kind: string; readonly codes: Codes; readonly withdrawn: boolean };
  readonly side: "holder" | "asker";
  readonly same: boolean;
  readonly at: Date;
  /** The other case's record, of which only what its share allows goes on. */
  readonly other: IndicatorBody;
  /** A record that its case has withdrawn discloses nothing any more. */
  readonly otherWithdrawn: boolean;
}

/** `HIT-7`. */
export const hitRef = (number: number): Ref<"HIT"> => `HIT-${number}`;

/** Countries of persons on the roster, for the desks that `contact` names. */
export async function countriesOf(users: readonly UserId[], { query, keys }: Session): Promise<ReadonlyMap<UserId, string>> {
  const userKeys = new Map(users.map((user) => [keys.keyed("user", user).toString("hex"), user]));
  if (userKeys.size === 0) return new Map();
  const rows = await query<{ user_key: Buffer; body: Buffer }>("select user_key, body from liaison.officer where user_key = any($1)", [
    [...userKeys.keys()].map((hex) => Buffer.from(hex, "hex")),
  ]);
  const officers = rows.map((row) => openOfficer(keys.coordination, row.user_key, row.body));
  return new Map(officers.flatMap(({ userId, country }) => (country === undefined ? [] : [[userId, country] as const])));
}

/** The ladder (design 3, Consent): `hit` only that there is one, `contact` also whom to ask, `open` also the value. */
export function hitLine(facts: SideFacts, countries: ReadonlyMap<UserId, string>): HitLine {
  const { number, own, side, same, at, other } = facts;
  const share = allowed(other.codes, facts.otherWithdrawn);
  const gave = allowed(own.codes, own.withdrawn);
  const country = countries.get(other.by);
  return {
    ref: hitRef(number),
    own: recordRef(own.number),
    kind: asKind(own.kind),
    side,
    match: same ? "same" : "adjoining",
    at,
    share,
    ...(gave !== "hit" && { gave }),
    ...(share !== "hit" && { contact: { userId: other.by, ...(country !== undefined && { country }) } }),
    ...(share !== "hit" && { disclosed: other.codes }),
    ...(share === "open" && { value: other.value }),
  };
}

/** The other record's codes, where something of it is shown. */
export const disclosedCodes = ({ other, otherWithdrawn }: SideFacts): Codes | undefined =>
  discloses(other.codes, otherWithdrawn) ? other.codes : undefined;
