import type { CaseRole, MemberLine } from "#domain/cases/case.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { caseRef } from "./case-file.ts";

interface MemberBody {
  readonly userId: UserId;
  readonly by: UserId;
}

/** The cell of a membership's body. */
export const memberCell = (id: CaseId, userKey: Uint8Array) => ({
  table: "liaison.case_member",
  column: "body",
  row: `${id} ${Buffer.from(userKey).toString("hex")}`,
});

function memberLine({ userId, name, country, agency }: OfficerLine, role: CaseRole, until: Date | undefined): MemberLine {
  return {
    userId,
    name,
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
    role,
    ...(until && { until }),
  };
}

interface MemberRow {
  readonly user_key: Buffer;
  readonly role: string;
  readonly until: Date | null;
  readonly body: Buffer;
  readonly officer: Buffer | null;
}
const selected = `select m.user_key, m.role, m.until, m.body, o.body as officer from liaison.case_member m
  left join liaison.officer o on o.user_key = m.user_key`;
/** $3 is now. */
const present = "(m.until is null or m.until > $3)";

/** Memberships; the bot invites whoever is new. */
export const caseMembers = ({ query, keys }: Session): Pick<Stores["cases"], "members" | "add" | "remove" | "removeFromAll"> => {
  async function lines(id: CaseId, where: string, params: readonly unknown[]): Promise<readonly MemberLine[]> {
    const rows = await query<MemberRow>(`${selected} where m.case_id = $1 and ${where}`, [id, ...params]);
    const key = await keys.case(id, query);
    return rows.map((row) => {
      const { userId } = openJson<MemberBody>(key, memberCell(id, row.user_key), row.body);
      const officer = row.officer === null ? stranger(userId) : openOfficer(keys.coordination, row.user_key, row.officer);
      // written by `add` and by the opening only
      return memberLine(officer, row.role as CaseRole, row.until ?? undefined);
    });
  }
  /** Who is a member now; the case's row is locked first, so that of two leads who end each other one is told. */
  async function hold(id: CaseId, userKey: Buffer, now: Date): Promise<MemberLine | undefined> {
    await query("select 1 from liaison.case_file where id = $1 for no key update", [id]);
    return (await lines(id, `m.user_key = $2 and ${present}`, [userKey, now]))[0];
  }
  async function remove(id: CaseId, userId: UserId, now: Date): Promise<MemberLine | undefined> {
    const userKey = keys.keyed("user", userId);
    const was = await hold(id, userKey, now);
    if (was) await query("update liaison.case_member set until = $3 where case_id = $1 and user_key = $2", [id, userKey, now]);
    return was;
  }
  return {
    members: (id) => lines(id, "true order by m.added_at, m.user_key", []),
    async add(id, { userId, by, now, ...change }) {
      const userKey = keys.keyed("user", userId);
      const was = await hold(id, userKey, now);
      const role = change.role ?? was?.role ?? "contribute";
      const until = change.until === "never" ? undefined : (change.until ?? was?.until);
      const body = sealJson(await keys.case(id, query), memberCell(id, userKey), { userId, by } satisfies MemberBody);
      // Whose time had run out, who left or declined is invited again; whose power in the room changes is owed that as well.
      const [row] = await query<{ officer: Buffer | null }>(
        `insert into liaison.case_member (case_id, user_key, role, until, invited, added_at, body) values ($1, $2, $3, $4, false, $5, $6)
         on conflict (case_id, user_key) do update set role = excluded.role, until = excluded.until, body = excluded.body,
           invited = case_member.invited and (case_member.until is null or case_member.until > $5)
             and (case_member.role = 'lead') = (excluded.role = 'lead')
             and exists (select 1 from liaison.room r join liaison.room_member p on p.room_key = r.room_key and p.user_key = $2
               where r.case_id = $1)
         returning (select body from liaison.officer where user_key = $2) as officer`,
        [id, userKey, role, until ?? null, now, body],
      );
      const officer = row?.officer ? openOfficer(keys.coordination, userKey, row.officer) : stranger(userId);
      return { member: memberLine(officer, role, until), ...(was && { was }) };
    },
    remove,
    async removeFromAll(userId, now) {
      const rows = await query<{ id: string; year: number; number: number; state: string }>(
        `select c.id, c.year, c.number, c.state from liaison.case_member m join liaison.case_file c on c.id = m.case_id
         where m.user_key = $1 and (m.until is null or m.until > $2) order by c.id`,
        [keys.keyed("user", userId), now],
      );
      const found = [];
      for (const row of rows) {
        const id = caseId(row.id);
        const was = await remove(id, userId, now);
        if (was) found.push({ id, ref: caseRef(row), state: row.state === "closed" ? ("closed" as const) : ("open" as const), was });
      }
      return found;
    },
  };
};
