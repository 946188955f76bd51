import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { memberCell } from "../cases/members.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson } from "../sealing/sealed.ts";

const present = prepared(({ of, now }: { of: CaseId; now: Date }) =>
  db
    .selectFrom("case_member as m")
    .leftJoin("officer as o", "o.user_key", "m.user_key")
    .select(["m.user_key", "m.body", "o.body as officer"])
    .where("m.case_id", "=", of)
    .where((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)])),
);

/** Members of a case now in order of their ids, with what the roster says of their clocks. */
export const meetingPeople =
  ({ query, keys }: Session): Stores["meetings"]["people"] =>
  async (of: CaseId, now) => {
    const rows = await query(present({ of, now }));
    const key = await keys.case(of, query);
    const found = rows.map((row) => {
      const { userId } = openJson<{ readonly userId: UserId }>(key, memberCell(of, row.user_key), row.body);
      const { zone, country } = row.officer === null ? stranger(userId) : openOfficer(keys.coordination, row.user_key, row.officer);
      return { userId, zone, ...(country !== undefined && { country }) };
    });
    return found.sort((a, b) => (a.userId < b.userId ? -1 : 1));
  };
