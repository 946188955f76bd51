import { type CaseId, caseId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import { memberCell } from "../cases/members.ts";
import type { Session } from "../engine/session.ts";
import type { RoomOwed, Rooms } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";

interface OwedRow {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly body: Buffer;
  readonly room_key: Buffer | null;
  readonly room_body: Buffer | null;
  readonly user_key: Buffer;
  readonly role: string;
  readonly invited: boolean;
  /** His time has run out. */
  readonly ended: boolean;
  readonly member_body: Buffer;
}
/** He is in the case's room, or invited to it. */
const present = (member: string): string =>
  `exists (select 1 from liaison.room_member p where p.room_key = r.room_key and p.user_key = ${member}.user_key)`;

/** Opens a room's name. */
export type OpenRoom = (row: { readonly room_key: Buffer; readonly body: Buffer }) => RoomId;

/** What the bot owes to cases: their rooms, invitations, and that nobody stays whose time has run out. */
export const pendingRooms = ({ query, keys, now }: Session, openRoom: OpenRoom): Pick<Rooms, "pending" | "invited"> => ({
  async pending() {
    const rows = await query<OwedRow>(
      `select c.id, c.year, c.number, c.body, r.room_key, r.body as room_body, m.user_key, m.role, m.invited, m.until <= $1 as ended, m.body as member_body
       from liaison.case_file c left join liaison.room r on r.case_id = c.id
       join liaison.case_member m on m.case_id = c.id and (m.until is null or m.until > $1 or ${present("m")})
       where c.state = 'open' and (r.room_key is null or exists (select 1 from liaison.case_member w where w.case_id = c.id
         and case when w.until <= $1 then ${present("w")} else not w.invited end))
       order by c.opened_at, c.id, m.added_at`,
      [now()],
    );
    const scope = await keys.cases([...new Set(rows.map((row) => caseId(row.id)))], query);
    const owed = new Map<CaseId, RoomOwed>();
    for (const row of rows) {
      const id = caseId(row.id);
      const key = scope(id);
      const { userId } = openJson<{ readonly userId: UserId }>(key, memberCell(id, row.user_key), row.member_body);
      const before = owed.get(id) ?? {
        case: id,
        ref: caseRef(row),
        words: caseOf(key, id, row.body).words,
        ...(row.room_key && row.room_body && { roomId: openRoom({ room_key: row.room_key, body: row.room_body }) }),
        leads: [],
        invite: [],
        remove: [],
      };
      owed.set(id, {
        ...before,
        leads: row.role === "lead" && !row.ended ? [...before.leads, userId] : before.leads,
        invite: row.invited || row.ended ? before.invite : [...before.invite, userId],
        remove: row.ended ? [...before.remove, userId] : before.remove,
      });
    }
    return [...owed.values()];
  },
  async invited(id, userId) {
    await query("update liaison.case_member set invited = true where case_id = $1 and user_key = $2", [id, keys.keyed("user", userId)]);
  },
});
