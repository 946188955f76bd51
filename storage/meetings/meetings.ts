import { sql } from "kysely";
import { type Meeting, spanOf, type Vote } from "#domain/meetings/meeting.ts";
import { type MeetingReminder, meetingReminders } from "#domain/meetings/reminders.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { JobName } from "#domain/work.ts";
import { caseOf } from "../cases/case-file.ts";
import { nextNumber } from "../cases/numbering.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf } from "../engine/values.ts";
import { schedule, unschedule } from "../engine/work.ts";
import type { Stores } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { meetingPeople } from "./people.ts";
import { type MeetingBody, type MeetingSelected, meetingBody, meetingCell, meetingColumns, meetingOf, voteCell } from "./rows.ts";

const jobOf: Readonly<Record<MeetingReminder, JobName>> = { early: "remind-meeting-early", soon: "remind-meeting" };

const votesOn = prepared(({ ids }: { ids: readonly string[] }) =>
  db
    .selectFrom("meeting_vote")
    .select(["meeting_id", "user_key", "body"])
    .where("meeting_id", "=", anyOf(ids))
    .orderBy("at")
    .orderBy("user_key"),
);
const listed = (of: CaseId) => db.selectFrom("meeting").select(meetingColumns).where("case_id", "=", of);
const numbered = prepared(({ of, number }: { of: CaseId; number: number }) => listed(of).where("number", "=", number));
const held = prepared(({ of, number }: { of: CaseId; number: number }) => listed(of).where("number", "=", number).forNoKeyUpdate());
const newest = prepared(({ of, most }: { of: CaseId; most: number }) =>
  listed(of).select(sql<number>`(count(*) over ())::int`.as("total")).orderBy("number", "desc").limit(most),
);
const count = prepared(({ of }: { of: CaseId }) => nextNumber(of, "next_meeting"));
const put = prepared((meeting: Row<"meeting">) =>
  db
    .insertInto("meeting")
    .values({
      id: meeting.id,
      case_id: meeting.case_id,
      number: meeting.number,
      planned_at: meeting.planned_at,
      body: meeting.body,
    })
    .returning(meetingColumns),
);
const change = prepared(({ id, body }: { id: string; body: Buffer }) => db.updateTable("meeting").set({ body }).where("id", "=", id));
const putVote = prepared((vote: Row<"meeting_vote">) =>
  db
    .insertInto("meeting_vote")
    .values({ meeting_id: vote.meeting_id, user_key: vote.user_key, at: vote.at, body: vote.body })
    .onConflict((known) =>
      known.columns(["meeting_id", "user_key"]).doUpdateSet((eb) => ({ at: eb.ref("excluded.at"), body: eb.ref("excluded.body") })),
    ),
);
const joined = prepared(({ id }: { id: string }) =>
  db
    .selectFrom("meeting as m")
    .innerJoin("case_file as c", "c.id", "m.case_id")
    .select(["m.id", "m.number", "m.planned_at", "m.body", "m.case_id", "c.body as case_body"])
    .where("m.id", "=", id),
);

/** Meetings of a case, their votes and what reminds of them. */
export function meetings(session: Session): Stores["meetings"] {
  const { query, keys } = session;
  const people = meetingPeople(session);

  async function opened(of: CaseId, rows: readonly MeetingSelected[], now: Date): Promise<readonly Meeting[]> {
    if (rows.length === 0) return [];
    const key = await keys.case(of, query);
    const members = await people(of, now);
    const votes = await query(votesOn({ ids: rows.map(({ id }) => id) }));
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

  async function select(of: CaseId, ref: Ref<"MEET">, statement: typeof numbered): Promise<MeetingSelected | undefined> {
    const number = numberOf(ref);
    if (!(number > 0 && number < 2 ** 31)) return undefined;
    return (await query(statement({ of, number })))[0];
  }
  const one = async (of: CaseId, row: MeetingSelected | undefined, now: Date) => (await opened(of, row ? [row] : [], now))[0];

  /** Writes the row anew; nobody else does until the transaction ends. */
  async function rewrite(of: CaseId, ref: Ref<"MEET">, changed: (body: MeetingBody) => MeetingBody, now: Date): Promise<Meeting> {
    const row = await select(of, ref, held);
    if (row === undefined) throw new Error("a meeting that does not exist was changed");
    const key = await keys.case(of, query);
    const body = sealJson(key, meetingCell(row.id), changed(meetingBody(key, row)));
    await query(change({ id: row.id, body }));
    return existing(await one(of, { ...row, body }, now));
  }

  return {
    people,
    async plan(of, plan, by, now) {
      const key = await keys.case(of, query);
      const [counter] = await query(count({ of }));
      if (counter === undefined) throw new Error("a meeting of a case that does not exist");
      const id = uuidv7();
      const body = sealJson(key, meetingCell(id), { ...plan, by } satisfies MeetingBody);
      const [row] = await query(put({ id, case_id: of, number: counter.number, planned_at: now, body }));
      return existing(await one(of, row, now));
    },
    find: async (of, ref, now) => one(of, await select(of, ref, numbered), now),
    hold: async (of, ref, now) => one(of, await select(of, ref, held), now),
    async list(of, most, now) {
      const rows = await query(newest({ of, most }));
      return { meetings: await opened(of, rows, now), total: rows[0]?.total ?? 0 };
    },
    async vote(of, ref, slots, { by, now }) {
      const row = await select(of, ref, held);
      if (row === undefined) throw new Error("a vote on a meeting that does not exist");
      const userKey = keys.keyed("user", by);
      const vote: Vote = { by, slots };
      const body = sealJson(await keys.case(of, query), voteCell(row.id, userKey), vote);
      await query(putVote({ meeting_id: row.id, user_key: userKey, at: now, body }));
      return existing(await one(of, row, now));
    },
    async fix(of, ref, slot, { by, now }) {
      const meeting = await rewrite(of, ref, (body) => ({ ...body, fixed: { slot, by, at: now } }), now);
      const start = existing(spanOf(meeting)).start;
      for (const { kind, at } of meetingReminders(start, now)) await schedule(session, { job: jobOf[kind], subject: meeting.id }, at);
      return meeting;
    },
    async cancel(of, ref, reason, { by, now }) {
      const meeting = await rewrite(of, ref, (body) => ({ ...body, cancelled: { by, at: now, reason } }), now);
      for (const job of Object.values(jobOf)) await unschedule(session, { job, subject: meeting.id }, now);
      return meeting;
    },
    async withCase(id, now) {
      const [row] = await query(joined({ id }));
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
