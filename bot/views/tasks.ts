import type { TaskNotice } from "#domain/notices/tasks.ts";
import { countryName } from "#domain/people/country.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { Assignee, ReminderKind } from "#domain/tasks/task.ts";
import { shownIn } from "#domain/time/local-time.ts";
import type { Views } from "./parts/define.ts";
import { count, numberOf, ranges, typedRanges } from "./parts/facts.ts";
import { command, dots, lines, nothing, own, type Piece, paged, person, text, typed } from "./parts/html.ts";

const quoted = (words: string, most?: number): Piece => text`"${typed(words, most)}"`;
const whose = (assignee: Assignee | undefined): Piece => {
  if (assignee === undefined) return text`for nobody yet`;
  return "officer" in assignee
    ? text`for ${person(assignee.officer)}`
    : text`for the ${own(assignee.country)} desk (${own(countryName(assignee.country))})`;
};
const due = ({ due: at }: TaskLine, zone: string): Piece => (at === undefined ? nothing : text`due ${own(shownIn(at, zone))}`);
const facts = (task: TaskLine, zone: string, most?: number): readonly Piece[] => [
  quoted(task.text, most),
  whose(task.for),
  due(task, zone),
];
const many = (shown: readonly TaskLine[], how: Piece, zone: string): Piece =>
  paged(
    nothing,
    shown.map((task) => dots([text`${own(task.ref)} ${how}`, ...facts(task, zone, 500)])),
    0,
    (left) => text`… and ${left} more.`,
  );

/** How a task ended, or that it is late. */
const fate = (task: TaskLine, now: Date): Piece => {
  if (task.state === "open") return task.due !== undefined && task.due <= now ? text`overdue` : nothing;
  const note = task.ended?.note;
  return note === undefined ? own(task.state) : text`${own(task.state)}: ${typed(note, 100)}`;
};
const hiddenOf = (hidden: number | undefined): Piece => (hidden ? text`; ${hidden} not shown here` : nothing);

const comes: Readonly<Record<ReminderKind, string>> = { soon: "is due soon", due: "is due", overdue: "is overdue" };

export const tasks: Views<TaskNotice> = {
  "task-saved": ({ task, zone }, { prefix }) =>
    lines([
      dots([text`${own(task.ref)} saved`, ...facts(task, zone, 500)]),
      task.for === undefined ? text`Whoever takes it: ${command(prefix, own(`task take ${numberOf(task.ref)}`))}` : nothing,
    ]),
  "tasks-changed": (n) => many(n.lines, own(n.how), n.zone),
  "tasks-ended": (n) =>
    lines([
      n.refs.length === 0
        ? nothing
        : text`${ranges(n.refs)} ${own(n.how)}${n.note === undefined ? nothing : text`: ${typed(n.note, 500)}`}`,
      n.already.length === 0 ? nothing : text`${ranges(n.already)} ${own(n.how)} already.`,
    ]),
  "tasks-assigned": (n) => many(n.lines, text`assigned by ${person(n.by)}`, n.zone),
  "tasks-gone": (n) => many(n.lines, text`${own(n.how)} by ${person(n.by)}`, n.zone),
  "tasks-left": (n, { prefix }) =>
    paged(
      lines([
        text`${person(n.userId)} is no longer a member of this case. ${count(n.lines.length, "open task")} left without anybody. To give them to somebody:`,
        command(prefix, text`task set ${typedRanges(n.lines.map(({ ref }) => ref))} for:@name`),
      ]),
      n.lines.map((task) => dots([own(task.ref), ...facts(task, n.zone, 500)])),
      0,
      (left) => text`… and ${left} more.`,
    ),
  "task-reminder": ({ task, kind, zone }, { prefix }) =>
    lines([
      dots([text`${own(task.ref)} ${own(comes[kind])}`, ...facts(task, zone, 500)]),
      text`When it is done: ${command(prefix, own(`task done ${numberOf(task.ref)}`))}`,
    ]),
  "task-list": (n) =>
    paged(
      n.total === 0
        ? own(n.all ? "No tasks." : "No open tasks.")
        : text`${count(n.total, n.all ? "task" : "open task")}${hiddenOf(n.hidden)}:`,
      n.lines.map((task) => dots([own(task.ref), ...facts(task, n.zone), fate(task, n.now)])),
      n.total - n.lines.length - (n.hidden ?? 0),
      (left) => text`… and ${left} more.`,
    ),
  "task-mine": (n) =>
    paged(
      n.total === 0 ? text`No open tasks of yours.` : text`${count(n.total, "open task")} of yours${hiddenOf(n.hidden)}:`,
      n.lines.map((task) => dots([text`${own(task.caseRef)} ${own(task.ref)}`, ...facts(task, n.zone), fate(task, n.now)])),
      n.total - n.lines.length - (n.hidden ?? 0),
      (left) => text`… and ${left} more.`,
    ),
};
