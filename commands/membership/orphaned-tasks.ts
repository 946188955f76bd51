import type { MemberLine } from "#domain/cases/case.ts";
import { inCharge, presentMembers } from "#domain/cases/members.ts";
import { strictest } from "#domain/codes/strictest.ts";
import type { Message } from "#domain/notices/message.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { belongsTo } from "#domain/tasks/task.ts";
import type { Stores } from "../../storage/index.ts";

interface Around {
  readonly now: Date;
  readonly roster: Stores["roster"];
  readonly tasks: Stores["tasks"];
}
/** More do not fit one message. */
const most = 50;

/**
 * The open tasks that nobody of a case has any more after a member has gone, and the calls about them, in private, for whoever
 * is in charge: in the room they may still be. `members` are those after it.
 */
export async function orphanedTasks(
  of: CaseId,
  gone: MemberLine,
  members: readonly MemberLine[],
  { now, roster, tasks }: Around,
): Promise<{ readonly count: number; readonly messages: readonly Message[] }> {
  const present = presentMembers(members, now);
  const open = await tasks.list(of, { ended: false, most: Number.MAX_SAFE_INTEGER });
  const lines = open.tasks.filter(({ for: whose }) => whose && belongsTo(whose, gone) && !present.some((one) => belongsTo(whose, one)));
  const [first, ...rest] = lines.map(({ codes }) => codes);
  if (first === undefined) return { count: 0, messages: [] };
  const calls = inCharge(members, now).map(async ({ userId }): Promise<Message> => {
    const zone = (await roster.find(userId))?.zone ?? "UTC";
    const notice = { type: "tasks-left", userId: gone.userId, lines: lines.slice(0, most), zone, codes: strictest(first, rest) } as const;
    return { to: { officer: userId }, about: of, notice, mentions: [userId] };
  });
  return { count: lines.length, messages: await Promise.all(calls) };
}
