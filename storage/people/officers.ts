import { sql } from "kysely";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { orNull } from "../engine/values.ts";
import type { OfficerChange, Place, Stores } from "../index.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

const cell = (userKey: Uint8Array) => ({ table: "liaison.officer", column: "body", row: Buffer.from(userKey).toString("hex") });
/** Opens a row of the roster. */
export const openOfficer = (key: ScopeKey, userKey: Uint8Array, body: Uint8Array): OfficerLine =>
  openJson<OfficerLine>(key, cell(userKey), body);

/** The localpart of a Matrix id. */
export const localpart = (user: string): string => user.replace(/^@/u, "").replace(/:.*$/u, "");
/** Who is not on the roster (any more) is still named somehow. */
export const stranger = (userId: UserId): OfficerLine => ({ userId, name: localpart(userId), role: "officer", zone: "UTC" });

function levelOf(officer: OfficerLine, at: Place, membership: string | null): Level {
  if (at.where === "case") return membership === "read" || membership === "contribute" || membership === "lead" ? membership : "guest";
  return at.where === "coordination" && officer.role === "coordinator" ? "coordinator" : "read";
}

const officers = db.selectFrom("officer").select(["user_key", "body"]);
const all = prepared(() => officers);
const byKey = prepared(({ userKey }: { userKey: Buffer }) => officers.where("user_key", "=", userKey));
const byShortName = prepared(({ shortKey }: { shortKey: Buffer }) => officers.where("short_key", "=", shortKey));
const withRole = prepared(({ userKey, of, now }: { userKey: Buffer; of: string | null; now: Date }) =>
  db
    .selectFrom("officer as o")
    .leftJoin("case_member as m", (join) =>
      join
        .on("m.case_id", "=", orNull(of))
        .onRef("m.user_key", "=", "o.user_key")
        .on((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)])),
    )
    .select(["o.body", "m.role"])
    .where("o.user_key", "=", userKey),
);
/** Makes the row or locks the one that is there, in one statement: two changes at once both stay. */
const makeOrLock = prepared((made: Row<"officer", "user_key" | "short_key" | "body">) =>
  db
    .insertInto("officer")
    .values({ user_key: made.user_key, short_key: made.short_key, body: made.body })
    .onConflict((known) => known.column("user_key").doUpdateSet({ user_key: (eb) => eb.ref("excluded.user_key") }))
    .returning(["body", sql<boolean>`xmax = 0`.as("fresh")]),
);
const rewrite = prepared(({ userKey, body }: { userKey: Buffer; body: Buffer }) =>
  db.updateTable("officer").set({ body }).where("user_key", "=", userKey),
);
const drop = prepared(({ userKey }: { userKey: Buffer }) => db.deleteFrom("officer").where("user_key", "=", userKey).returning("user_key"));

/** Officers and their rights. */
export function roster({ query, keys, now, touched }: Session): Stores["roster"] {
  const select = async (statement: ReturnType<typeof all>) => {
    const rows = await query(statement);
    return rows.map((row) => openOfficer(keys.coordination, row.user_key, row.body)).sort(byName);
  };
  const byName = (a: OfficerLine, b: OfficerLine) => (a.userId < b.userId ? -1 : 1);
  return {
    async caller(of, at) {
      const userKey = keys.keyed("user", of);
      const [row] = await query(withRole({ userKey, of: at.where === "case" ? at.case : null, now: now() }));
      if (row === undefined) return { userId: of, onRoster: false, zone: "UTC", level: "guest" };
      const officer = openOfficer(keys.coordination, userKey, row.body);
      const { country, zone } = officer;
      return { userId: of, onRoster: true, ...(country !== undefined && { country }), zone, level: levelOf(officer, at, row.role) };
    },
    async find(userId) {
      return (await select(byKey({ userKey: keys.keyed("user", userId) })))[0];
    },
    named: (shortName) => select(byShortName({ shortKey: keys.keyed("short name", localpart(shortName).toLowerCase()) })),
    list: () => select(all()),
    async save(change) {
      touched.add("roster");
      const userKey = keys.keyed("user", change.userId);
      const first = merge(stranger(change.userId), change);
      const [row] = await query(
        makeOrLock({
          user_key: userKey,
          short_key: keys.keyed("short name", localpart(change.userId).toLowerCase()),
          body: sealJson(keys.coordination, cell(userKey), first),
        }),
      );
      if (row === undefined || row.fresh) return { officer: first, again: false };
      const officer = merge(openOfficer(keys.coordination, userKey, row.body), change);
      await query(rewrite({ userKey, body: sealJson(keys.coordination, cell(userKey), officer) }));
      return { officer, again: true };
    },
    async remove(userId) {
      touched.add("roster");
      return (await query(drop({ userKey: keys.keyed("user", userId) }))).length > 0;
    },
  };
}

/** What is absent (or undefined) in the change stays. */
function merge(officer: OfficerLine, change: OfficerChange): OfficerLine {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...officer, ...given };
}
