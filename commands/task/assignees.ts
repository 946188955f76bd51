import type { MemberLine } from "#domain/cases/case.ts";
import { presentMembers } from "#domain/cases/members.ts";
import { strictest } from "#domain/codes/strictest.ts";
import type { Message } from "#domain/notices/message.ts";
import type { TaskNotice } from "#domain/notices/tasks.ts";
import type { Person } from "#domain/people/person.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import { type Assignee, belongsTo } from "#domain/tasks/task.ts";
import type { Caller, Stores } from "../../storage/index.ts";
import { officerNamed } from "../lookup/officer.ts";

interface Around {
  readonly of: CaseId;
  readonly caller: Caller;
  readonly now: Date;
  readonly cases: Stores["cases"];
  readonly roster: Stores["roster"];
}

const membersNow = async ({ of, now, cases }: Around): Promise<readonly MemberLine[]> => presentMembers(await cases.members(of), now);

/** The officer or desk that `for:` means: it must have a part in the case, since the task is the case's content. */
export async function whose(typed: Person | { readonly country: string }, around: Around): Promise<Result<Assignee>> {
  const meant = "country" in typed ? ok({ country: typed.country }) : await officer(typed, around);
  if (!meant.ok) return meant;
  const members = await membersNow(around);
  return members.some((one) => belongsTo(meant.value, one)) ? meant : fail({ code: "not-in-case", who: meant.value });
}

async function officer(typed: Person, { roster }: Around): Promise<Result<Assignee>> {
  const found = await officerNamed(typed, roster);
  return found.ok ? ok({ officer: found.value.userId }) : found;
}

/** On whose clock a task's date is shown: its officer's, else the caller's. */
export async function zoneFor(assignee: Assignee | undefined, { caller, roster }: Pick<Around, "caller" | "roster">): Promise<string> {
  if (assignee === undefined || !("officer" in assignee)) return caller.zone;
  return (await roster.find(assignee.officer))?.zone ?? caller.zone;
}

/** One call for each officer or desk whose tasks these are now; nobody is called about what they did themselves. */
export const calls = (lines: readonly TaskLine[], around: Around): Promise<readonly Message[]> =>
  perAssignee(lines, around, (shown) => ({ type: "tasks-assigned", by: around.caller.userId, ...shown }));

/** The same for those whose tasks these were; what belongs to the caller's own desk they may take or end without a word. */
export function losses(before: readonly TaskLine[], how: Gone["how"], around: Around): Promise<readonly Message[]> {
  const others = before.filter(({ for: whose }) => whose && !belongsTo(whose, around.caller));
  return perAssignee(others, around, (shown) => ({ type: "tasks-gone", how, by: around.caller.userId, ...shown }));
}
type Gone = Extract<TaskNotice, { readonly type: "tasks-gone" }>;
type Shown = Pick<Gone, "lines" | "zone" | "codes">;

async function perAssignee(
  lines: readonly TaskLine[],
  around: Around,
  noticeOf: (shown: Shown) => TaskNotice,
): Promise<readonly Message[]> {
  const members = await membersNow(around);
  const found: Message[] = [];
  for (const theirs of Map.groupBy(lines, (line) => JSON.stringify(line.for ?? null)).values()) {
    const [first] = theirs;
    const assignee = first?.for;
    if (first === undefined || assignee === undefined) continue;
    const mentions = members.filter((one) => belongsTo(assignee, one) && one.userId !== around.caller.userId).map(({ userId }) => userId);
    if (mentions.length === 0) continue;
    const codes = strictest(
      first.codes,
      theirs.map((line) => line.codes),
    );
    const zone = await zoneFor(assignee, around);
    found.push({ to: { case: around.of }, notice: noticeOf({ lines: theirs, zone, codes }), mentions });
  }
  return found;
}
