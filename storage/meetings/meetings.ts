import { type Meeting, spanOf, type Vote } from "#domain/meetings/meeting.ts";
import { type MeetingReminder, meetingReminders } from "#domain/meetings/reminders.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { JobName } from "#domain/work.ts";
import { caseOf } from "../cases/case-file.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule, unschedule } from "../engine/work.ts";
import type { Stores } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { meetingPeople } from "./people.ts";
import { type MeetingBody, type MeetingSelected, meetingBody, meetingCell, meetingColumns, meetingOf, voteCell } from "./rows.ts";

const jobOf: Readonly<Record<MeetingReminder, JobName>> = { early: "remind-meeting-early", soon: "remind-meeting" };

interface VoteRow {
  readonly meeting_id: string;
  readonly user_key: Buffer;
  readonly body: Buffer;
}

/** Meetings of a case, their votes and what reminds of them. */
export function meetings(session: Session): Stores["meetings"] {
  const { query, keys } = session;
  const people = meetingPeople(session);

  async function opened(of: CaseId, rows: readonly MeetingSelected[], now: Date): Promise<readonly Meeting[]> {
    if (rows.length === 0) return [];
    const key = await keys.case(of, query);
    const members = await people(of, now);
    const votes = await query<VoteRow>(
      "select meeting_id, user_key, body from liaison.meeting_vote where meeting_id = any($1) order by at, user_key",
      [rows.map(({ id }) => id)],
    );
    const byMeeting = Map.groupBy(votes, (vote) => vote.meeting_id);
    return rows.map((row) => {
      const mine = byMeeting.get(row.id) ?? [];
      return meetingOf(
        row,
        meetingBody(key, row),
        members,
        mine.map((vote) => openJson<Vote>(key, voteCell(row.id, vote.user_key), vote.body)),
      );
    });
  }

  async function select(of: CaseId, ref: Ref<"MEET">, lock: "" | "for no key update"): Promise<MeetingSelected | undefined> {
    const number = numberOf(ref);
    if (!(number > 0 && number < 2 ** 31)) return undefined;
    const [row] = await query<MeetingSelected>(`select ${meetingColumns} from liaison.meeting where case_id = $1 and number = $2 ${lock}`, [
      of,
      number,
    ]);
    return row;
  }
  const one = async (of: CaseId, row: MeetingSelected | undefined, now: Date) => (await opened(of, row ? [row] : [], now))[0];

  /** Writes the row anew; nobody else does until the transaction ends. */
  async function rewrite(of: CaseId, ref: Ref<"MEET">, change: (body: MeetingBody) => MeetingBody, now: Date): Promise<Meeting> {
    const row = await select(of, ref, "for no key update");
    if (row === undefined) throw new Error("a meeting that does not exist was changed");
    const key = await keys.case(of, query);
    const body = sealJson(key, meetingCell(row.id), change(meetingBody(key, row)));
    await query("update liaison.meeting set body = $2 where id = $1", [row.id, body]);
    return existing(await one(of, { ...row, body }, now));
  }

  return {
    people,
    async plan(of, plan, by, now) {
      const key = await keys.case(of, query);
      // the case's row is locked until the commit: what is rolled back leaves no gap
      const [counter] = await query<{ number: number }>(
        "update liaison.case_file set next_meeting = next_meeting + 1 where id = $1 returning next_meeting - 1 as number",
        [of],
      );
      if (counter === undefined) throw new Error("a meeting of a case that does not exist");
      const id = uuidv7();
      const body = sealJson(key, meetingCell(id), { ...plan, by } satisfies MeetingBody);
      const [row] = await query<MeetingSelected>(
        `insert into liaison.meeting (id, case_id, number, planned_at, body) values ($1, $2, $3, $4, $5) returning ${meetingColumns}`,
        [id, of, counter.number, now, body],
      );
      return existing(await one(of, row, now));
    },
    find: async (of, ref, now) => one(of, await select(of, ref, ""), now),
    hold: async (of, ref, now) => one(of, await select(of, ref, "for no key update"), now),
    async list(of, most, now) {
      const rows = await query<MeetingSelected & { readonly total: number }>(
        `select ${meetingColumns}, (count(*) over ())::int as total from liaison.meeting where case_id = $1 order by number desc limit $2`,
        [of, most],
      );
      return { meetings: await opened(of, rows, now), total: rows[0]?.total ?? 0 };
    },
    async vote(of, ref, slots, by, now) {
      const row = await select(of, ref, "for no key update");
      if (row === undefined) throw new Error("a vote on a meeting that does not exist");
      const userKey = keys.keyed("user", by);
      const vote: Vote = { by, slots };
      await query(
        `insert into liaison.meeting_vote (meeting_id, user_key, at, body) values ($1, $2, $3, $4)
         on conflict (meeting_id, user_key) do update set at = excluded.at, body = excluded.body`,
        [row.id, userKey, now, sealJson(await keys.case(of, query), voteCell(row.id, userKey), vote)],
      );
      return existing(await one(of, row, now));
    },
    async fix(of, ref, slot, by, now) {
      const meeting = await rewrite(of, ref, (body) => ({ ...body, fixed: { slot, by, at: now } }), now);
      const start = existing(spanOf(meeting)).start;
      for (const { kind, at } of meetingReminders(start, now)) await schedule(session, { job: jobOf[kind], subject: meeting.id }, at);
      return meeting;
    },
    async cancel(of, ref, reason, by, now) {
      const meeting = await rewrite(of, ref, (body) => ({ ...body, cancelled: { by, at: now, reason } }), now);
      for (const job of Object.values(jobOf)) await unschedule(session, { job, subject: meeting.id }, now);
      return meeting;
    },
    async withCase(id, now) {
      const [row] = await query<MeetingSelected & { readonly case_id: string; readonly case_body: Buffer }>(
        `select m.id, m.number, m.planned_at, m.body, m.case_id, c.body as case_body from liaison.meeting m
         join liaison.case_file c on c.id = m.case_id where m.id = $1`,
        [id],
      );
      if (row === undefined) return undefined;
      const of = caseId(row.case_id);
      const { codes } = caseOf(await keys.case(of, query), of, row.case_body);
      return { case: of, codes, meeting: existing(await one(of, row, now)) };
    },
  };
}

/** What was just read or written is there. */
function existing<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("a meeting that should be there is not");
  return found;
}
