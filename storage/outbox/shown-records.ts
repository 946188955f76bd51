import type { Notice } from "#domain/notices/index.ts";
import { refsLogged, shownIn } from "#domain/notices/policy.ts";
import type { CaseId, EventId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { Session } from "../engine/session.ts";
import type { Said } from "../index.ts";

/**
 * Keeps which records a message shows, for the day on which one of them is spilled. That may be today: what is owed follows
 * from the record's state, so it does not matter which of the two is committed first.
 */
export function keepShown({ send, keys }: Session, event: EventId, { room, notice, about }: Said): void {
  const { records, hits } = shownIn(notice);
  const shown = records.flatMap(({ case: of = about, ref }) => (of === undefined ? [] : [{ of, number: numberOf(ref) }]));
  if (shown.length + hits.length === 0) return;
  send(
    `insert into liaison.shown (indicator_id, event_id, room_key, typed)
     select i.id, $1, $2::bytea, false from unnest($3::uuid[], $4::int[]) n(case_id, number)
       join liaison.indicator i on i.case_id = n.case_id and i.number = n.number
     union select s.other_id, $1, $2, false from liaison.hit_side s where s.case_id = $5 and s.number = any($6::int[])
     on conflict do nothing`,
    [event, keys.keyed("room", room), shown.map(({ of }) => of), shown.map(({ number }) => number), about ?? null, hits.map(numberOf)],
  );
}

/** The same for the command that this answers, with the answer: it stands in the room whatever becomes of that. */
export function keepTyped({ send }: Session, event: EventId, of: CaseId, answer: Notice): void {
  const typed = refsLogged(answer);
  if (typed.length === 0) return;
  send(
    `insert into liaison.shown (indicator_id, event_id, room_key, typed)
     select i.id, b.event_id, b.room_key, true from liaison.inbox b join liaison.indicator i on i.case_id = $2 and i.number = any($3::int[])
     where b.event_id = $1 on conflict do nothing`,
    [event, of, typed.map(numberOf)],
  );
}

/** How many events in their case's own room show one of these records; how often it was looked at elsewhere is nobody's business. */
export async function countShown(
  { query }: Session,
  of: CaseId,
  indicatorIds: readonly string[],
): Promise<{ readonly messages: number; readonly commands: number }> {
  const [row] = await query<{ messages: number; commands: number }>(
    `select count(distinct event_id) filter (where not typed)::int as messages, count(distinct event_id) filter (where typed)::int as commands
     from liaison.shown s join liaison.room r on r.room_key = s.room_key where r.case_id = $1 and s.indicator_id = any($2::uuid[])`,
    [of, indicatorIds],
  );
  return row ?? { messages: 0, commands: 0 };
}
