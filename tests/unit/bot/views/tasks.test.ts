import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import { loggedAt } from "../../../../bot/gate/authorize.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, bruno, night, now } from "../../../support/stores.ts";

const before = new Date("2026-11-01T10:00:00Z");
const task = (number: number, more: Partial<TaskLine> = {}): TaskLine => ({
  case: night,
  caseRef: "C-2026-0001",
  ref: `TASK-${number}`,
  text: "Ask http://evil.example",
  codes: caseDefaults,
  state: "open",
  madeBy: anna,
  madeAt: before,
  ...more,
});
const shown = { zone: "UTC", codes: caseDefaults };
const text = (notice: Notice) => render(notice, { prefix: "/" }).text;

test.each<[Notice, string]>([
  [
    { type: "task-saved", task: task(1), ...shown },
    'TASK-1 saved · "Ask http[://]evil[.]example" · for nobody yet\nWhoever takes it: /task take 1',
  ],
  [
    { type: "task-reminder", kind: "overdue", task: task(2, { for: { officer: bruno }, due: before }), ...shown },
    `TASK-2 is overdue · "Ask http[://]evil[.]example" · for ${bruno} · due 2026-11-01 10:00 UTC\nWhen it is done: /task done 2`,
  ],
  [{ type: "tasks-ended", how: "done", refs: ["TASK-1"], already: [], codes: caseDefaults }, "TASK-1 done"],
  [
    { type: "tasks-ended", how: "dropped", refs: ["TASK-1", "TASK-2", "TASK-3"], already: ["TASK-9"], note: "no", codes: caseDefaults },
    "TASK-1…3 dropped: no\nTASK-9 dropped already.",
  ],
  [{ type: "task-list", all: false, lines: [], total: 2, hidden: 2, now, ...shown }, "2 open tasks; 2 not shown here:"],
  [{ type: "task-list", all: true, lines: [], total: 0, now, ...shown }, "No tasks."],
])("%j", (notice, expected) => expect(text(notice)).toBe(expected));

test("a list is cut to what fits, and says how many are left", () => {
  const lines = Array.from({ length: 50 }, (_, at) => task(at + 1, { text: "x".repeat(500) }));
  const body = text({ type: "task-list", all: false, lines, total: 60, now, ...shown }).split("\n");
  expect(body[0]).toBe("60 open tasks:");
  expect(body.length).toBeLessThan(52);
  expect(body.at(-1)).toBe(`… and ${60 - (body.length - 2)} more.`);
});

test("a call is judged by when its task was added, however late it comes", () => {
  const item = { id: "1", to: { case: night }, prefix: "!", attempts: 0, deaths: 0, createdAt: now } as const;
  const calls: readonly Notice[] = [
    { type: "task-reminder", kind: "due", task: task(1), ...shown },
    { type: "tasks-assigned", by: anna, lines: [task(2, { madeAt: now }), task(1)], ...shown },
    { type: "task-list", all: false, lines: [task(1)], total: 1, now, ...shown },
  ];
  for (const notice of calls) expect(loggedAt({ ...item, notice })).toEqual(before);
});
