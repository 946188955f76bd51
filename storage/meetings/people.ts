import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { memberCell } from "../cases/members.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson } from "../sealing/sealed.ts";

/** Members of a case now in order of their ids, with what the roster says of their clocks. */
export const meetingPeople =
  ({ query, keys }: Session): Stores["meetings"]["people"] =>
  async (of: CaseId, now) => {
    const rows = await query<{ user_key: Buffer; body: Buffer; officer: Buffer | null }>(
      `select m.user_key, m.body, o.body as officer from liaison.case_member m left join liaison.officer o on o.user_key = m.user_key
       where m.case_id = $1 and (m.until is null or m.until > $2)`,
      [of, now],
    );
    const key = await keys.case(of, query);
    const found = rows.map((row) => {
      const { userId } = openJson<{ readonly userId: UserId }>(key, memberCell(of, row.user_key), row.body);
      const { zone, country } = row.officer === null ? stranger(userId) : openOfficer(keys.coordination, row.user_key, row.officer);
      return { userId, zone, ...(country !== undefined && { country }) };
    });
    return found.sort((a, b) => (a.userId < b.userId ? -1 : 1));
  };
