import type { Handled } from "#domain/notices/message.ts";
import type { Ref } from "#domain/primitives/ids.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { TaskState } from "#domain/tasks/task.ts";
import type { Caller, Stores } from "../../storage/index.ts";
import type { Here } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";
import { losses } from "./assignees.ts";

/** The fault of a command that only open tasks take. */
export const ended = ({ ref, state }: TaskLine): Failed => fail({ code: "already", what: { is: "task", ref, state } });

interface Ending {
  readonly ids: readonly (readonly Ref<"TASK">[])[];
  readonly how: Exclude<TaskState, "open">;
  readonly note?: string | undefined;
}
interface Around {
  readonly caller: Caller;
  readonly here: Here["case"];
  readonly now: Date;
  readonly cases: Stores["cases"];
  readonly roster: Stores["roster"];
  readonly tasks: Stores["tasks"];
}

/** Ends tasks; those that had ended the same way are told apart, those that had ended the other way end the command. */
export async function end({ ids, how, note }: Ending, { caller, here, now, cases, roster, tasks }: Around): Promise<Result<Handled>> {
  const to = { to: how, ...(note !== undefined && { note }) };
  const { changed, before, refused, unknown } = await tasks.change(here.case, ids.flat(), to, { by: caller.userId, now });
  if (unknown.length > 0) return noSuch("task", unknown, ids.flat());
  const other = refused.find(({ state }) => state !== how);
  if (other !== undefined) return ended(other);
  const refs = changed.map(({ ref }) => ref);
  const already = refused.map(({ ref }) => ref);
  return ok({
    answer: { type: "tasks-ended", how, refs, already, ...(note !== undefined && { note }), codes: here.codes },
    messages: await losses(before, how, { of: here.case, caller, now, cases, roster }),
  });
}
