import { defineEntity } from "@mikro-orm/postgresql";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { Session } from "../engine/session.ts";
import type { OfficerChange, Place, Stores } from "../index.ts";
import { keyed, sealed } from "../sealing/columns.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** The roster: everything about a person rests sealed. */
export const Officer = defineEntity({
  name: "Officer",
  schema: "liaison",
  tableName: "officer",
  properties: { userKey: keyed().primary(), shortKey: keyed(), body: sealed() },
});

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

/** Officers and their rights. */
export function roster({ query, keys, now }: Session): Stores["roster"] {
  const select = async (where: string, params: readonly unknown[]) => {
    const rows = await query<{ user_key: Buffer; body: Buffer }>(`select user_key, body from liaison.officer ${where}`, params);
    return rows.map((row) => openOfficer(keys.coordination, row.user_key, row.body)).sort(byName);
  };
  const byName = (a: OfficerLine, b: OfficerLine) => (a.userId < b.userId ? -1 : 1);
  return {
    async caller(of, at) {
      const userKey = keys.keyed("user", of);
      const [row] = await query<{ body: Buffer; role: string | null }>(
        `select o.body, m.role from liaison.officer o
         left join liaison.case_member m on m.case_id = $2 and m.user_key = o.user_key and (m.until is null or m.until > $3)
         where o.user_key = $1`,
        [userKey, at.where === "case" ? at.case : null, now()],
      );
      if (row === undefined) return { userId: of, onRoster: false, zone: "UTC", level: "guest" };
      const officer = openOfficer(keys.coordination, userKey, row.body);
      const { country, zone } = officer;
      return { userId: of, onRoster: true, ...(country !== undefined && { country }), zone, level: levelOf(officer, at, row.role) };
    },
    async find(userId) {
      return (await select("where user_key = $1", [keys.keyed("user", userId)]))[0];
    },
    named: (shortName) => select("where short_key = $1", [keys.keyed("short name", localpart(shortName).toLowerCase())]),
    list: () => select("", []),
    async save(change) {
      const userKey = keys.keyed("user", change.userId);
      const first = merge(stranger(change.userId), change);
      // Makes the row or locks the one that is there, in one statement: two changes at once both stay.
      const [row] = await query<{ body: Buffer; fresh: boolean }>(
        `insert into liaison.officer (user_key, short_key, body) values ($1, $2, $3)
         on conflict (user_key) do update set user_key = excluded.user_key returning body, (xmax = 0) as fresh`,
        [userKey, keys.keyed("short name", localpart(change.userId).toLowerCase()), sealJson(keys.coordination, cell(userKey), first)],
      );
      if (row === undefined || row.fresh) return { officer: first, again: false };
      const officer = merge(openOfficer(keys.coordination, userKey, row.body), change);
      await query("update liaison.officer set body = $2 where user_key = $1", [
        userKey,
        sealJson(keys.coordination, cell(userKey), officer),
      ]);
      return { officer, again: true };
    },
    async remove(userId) {
      return (await query("delete from liaison.officer where user_key = $1 returning 1", [keys.keyed("user", userId)])).length > 0;
    },
  };
}

/** What is absent (or undefined) in the change stays. */
function merge(officer: OfficerLine, change: OfficerChange): OfficerLine {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...officer, ...given };
}
