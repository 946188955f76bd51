import { beforeEach, describe, expect, test } from "vitest";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import type { Assignee } from "#domain/tasks/task.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, later, noCodes, onPostgres, openCase, t0, user } from "../fresh.ts";

const postgres = onPostgres();
const chloe = user("@chloe:two.office.example");
const hour = 3_600;
const day = 24 * hour;
let storage: OpenStorage;
let north: CaseId;
let south: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL", zone: "Europe/Amsterdam" });
    await tx.stores.roster.save({ userId: bruno, country: "FR", zone: "Europe/Paris" });
    await tx.stores.roster.save({ userId: chloe, country: "FR" });
    north = await openCase(tx, "North", anna);
    south = await openCase(tx, "South", bruno);
    for (const userId of [bruno, chloe]) await join(tx, north, userId);
  });
});

const join = (tx: Transaction, of: CaseId, userId: UserId, until?: Date) =>
  tx.stores.cases.add(of, { userId, role: "contribute", ...(until && { until }), by: clara, now: t0 });
const add = (of: CaseId, text: string, more: { for?: Assignee; due?: Date } = {}, now = t0) =>
  storage.transaction((tx) => tx.stores.tasks.add(of, { text, codes: noCodes, ...more }, anna, now));
const list = (of: CaseId, ended = false, most = 50) => storage.transaction((tx) => tx.stores.tasks.list(of, { ended, most }));
const mine = (userId: UserId, country?: string, now = t0) =>
  storage.transaction((tx) => tx.stores.tasks.mine({ userId, ...(country !== undefined && { country }) }, 50, now));
type Change = Parameters<Transaction["stores"]["tasks"]["change"]>[2];
const change = (of: CaseId, refs: readonly `TASK-${number}`[], what: Change, now = t0) =>
  storage.transaction((tx) => tx.stores.tasks.change(of, refs, what, { by: bruno, now }));
/** The reminders that are still scheduled, by the time at which they are due, in seconds after `t0`. */
async function scheduled(): Promise<readonly { readonly subject: string; readonly at: number }[]> {
  const rows = await storage.database.query<{ subject: string; at: number }>(
    `select subject, extract(epoch from due_at - '${t0.toISOString()}'::timestamptz)::int as at from liaison.work
     where job = 'remind-task' and done_at is null order by due_at, subject`,
  );
  return rows;
}
const remind = (subject: string | undefined, now: Date) => storage.transaction((tx) => tx.stores.tasks.remind(subject ?? "", now));

test("tasks are numbered per case, also when they are added at the same time", async () => {
  const added = await Promise.all(Array.from({ length: 8 }, (_, at) => add(at % 2 === 0 ? north : south, `task ${at}`)));
  const refs = (of: CaseId) => added.filter((task) => task.case === of).map(({ ref }) => ref);
  for (const of of [north, south]) expect([...refs(of)].sort()).toEqual(["TASK-1", "TASK-2", "TASK-3", "TASK-4"]);
});

test("a number that was rolled back is given again", async () => {
  const failing = storage.transaction(async (tx) => {
    await tx.stores.tasks.add(north, { text: "lost", codes: noCodes, due: later(day) }, anna, t0);
    throw new Error("undone");
  });
  await expect(failing).rejects.toThrow("undone");
  expect(await scheduled()).toEqual([]);
  expect((await add(north, "kept")).ref).toBe("TASK-1");
});

test("a list is sorted by date, those without one last, and ended ones only when asked for", async () => {
  await add(north, "whenever");
  await add(north, "later", { due: later(2 * day) });
  await add(north, "soon", { due: later(day) });
  await add(south, "elsewhere");
  await change(north, ["TASK-2"], { to: "done", note: "early" });
  const texts = async (ended: boolean) => (await list(north, ended)).tasks.map(({ text }) => text);
  expect(await texts(false)).toEqual(["soon", "whenever"]);
  expect(await texts(true)).toEqual(["soon", "whenever", "later"]);
  expect((await list(north, true)).tasks[2]).toMatchObject({ state: "done", ended: { by: bruno, at: t0, note: "early" } });
  expect(await list(north, true, 1)).toMatchObject({ total: 3, tasks: [{ text: "soon" }] });
});

test("mine are those of the officer and of their desk, over all open cases of which they are a member now", async () => {
  await add(north, "of bruno's desk", { for: { country: "FR" } });
  await add(north, "bruno's", { for: { officer: bruno }, due: later(day) });
  await add(south, "also bruno's", { for: { officer: bruno }, due: later(hour) });
  await add(north, "of another", { for: { officer: anna } });
  await add(north, "of nobody");
  await add(north, "ended", { for: { officer: bruno } });
  await change(north, ["TASK-5"], { to: "dropped", note: "no" });
  const texts = async (...of: Parameters<typeof mine>) => (await mine(...of)).tasks.map(({ text, caseRef }) => `${caseRef} ${text}`);
  const all = ["C-2026-0002 also bruno's", "C-2026-0001 bruno's", "C-2026-0001 of bruno's desk"];
  expect(await texts(bruno, "FR")).toEqual(all);
  expect(await texts(bruno)).toEqual(all.slice(0, 2));
  // bruno's time in the case runs out
  await storage.transaction((tx) => join(tx, north, bruno, later(hour)));
  expect(await texts(bruno, "FR", later(hour))).toEqual(all.slice(0, 1));
  await storage.database.query("update liaison.case_file set state = 'closed'");
  expect(await texts(bruno, "FR")).toEqual([]);
});

describe("a change", () => {
  test("tells apart what is changed, what is not in a state for it, and what is unknown", async () => {
    for (const text of ["one", "two", "three"]) await add(north, text);
    await change(north, ["TASK-2"], { to: "done" });
    const { changed, refused, unknown } = await change(north, ["TASK-3", "TASK-2", "TASK-9", "TASK-1", "TASK-3"], { to: "done" });
    expect(changed.map(({ ref, state }) => `${ref} ${state}`)).toEqual(["TASK-3 done", "TASK-1 done"]);
    expect(refused.map(({ ref }) => ref)).toEqual(["TASK-2"]);
    expect(unknown).toEqual(["TASK-9"]);
  });

  test("of one case leaves the same number of another alone", async () => {
    await add(north, "one");
    await add(south, "one");
    await change(south, ["TASK-1"], { to: "done" });
    expect((await list(north)).total).toBe(1);
    expect((await list(south)).total).toBe(0);
  });

  test("opens again without the end, and gives and moves", async () => {
    await add(north, "one", { for: { officer: anna }, due: later(day) });
    await change(north, ["TASK-1"], { to: "done", note: "done" });
    const { changed } = await change(north, ["TASK-1"], { to: "open" });
    expect(changed[0]).not.toHaveProperty("ended");
    await change(north, ["TASK-1"], { for: { country: "FR" } });
    await change(north, ["TASK-1"], { due: later(2 * day) });
    expect((await list(north)).tasks).toMatchObject([
      { text: "one", for: { country: "FR" }, due: later(2 * day), madeBy: anna, state: "open" },
    ]);
    expect((await mine(anna, "NL")).total).toBe(0);
    expect((await mine(chloe, "FR")).total).toBe(1);
  });
});

describe("reminders", () => {
  test("are scheduled from the beginning, moved with the date, and no more when the task has ended", async () => {
    await add(north, "one", { due: later(day) });
    const first = await scheduled();
    expect(first.map(({ at }) => at)).toEqual([day - hour, day, 2 * day]);
    await change(north, ["TASK-1"], { for: { officer: bruno } });
    expect(await scheduled()).toEqual(first);
    await change(north, ["TASK-1"], { due: later(hour) });
    const second = await scheduled();
    expect(second.map(({ at }) => at)).toEqual([hour, hour + day]);
    // a delivery of the old date comes late
    for (const { subject } of first) expect(await remind(subject, later(day))).toBeUndefined();
    await change(north, ["TASK-1"], { to: "done" });
    expect(await scheduled()).toEqual([]);
    for (const { subject } of second) expect(await remind(subject, later(hour))).toBeUndefined();
    await change(north, ["TASK-1"], { to: "open" }, later(hour));
    expect((await scheduled()).map(({ at }) => at)).toEqual([hour + day]);
  });

  test("are given once, to one of two who ask at the same time", async () => {
    await add(north, "one", { for: { officer: bruno }, due: later(hour) });
    const [{ subject } = { subject: "" }] = await scheduled();
    const given = await Promise.all([remind(subject, later(hour)), remind(subject, later(hour)), remind(subject, later(hour))]);
    expect(given.filter((one) => one !== undefined)).toMatchObject([
      { kind: "due", task: { ref: "TASK-1" }, persons: [bruno], zone: "Europe/Paris" },
    ]);
  });

  test("that nobody could give in time are left to the last of them", async () => {
    await add(north, "one", { due: later(day) });
    const given = [];
    for (const { subject } of await scheduled()) given.push(await remind(subject, later(3 * day)));
    expect(given.map((one) => one?.kind)).toEqual([undefined, undefined, "overdue"]);
  });

  test.each<[string, Assignee | undefined, readonly UserId[]]>([
    ["an officer", { officer: bruno }, [bruno]],
    ["a desk: its members", { country: "FR" }, [bruno, chloe]],
    ["nobody: the lead", undefined, [anna]],
    ["an officer who is no member: the lead", { officer: user("@gone:two.office.example") }, [anna]],
    ["a desk without members: the lead", { country: "IT" }, [anna]],
  ])("go to %s", async (_what, assignee, expected) => {
    await add(north, "one", { due: later(hour), ...(assignee && { for: assignee }) });
    const [{ subject } = { subject: "" }] = await scheduled();
    const persons = (await remind(subject, later(hour)))?.persons ?? [];
    expect([...persons].sort()).toEqual(expected);
  });

  test("go to the lead when the officer's time in the case is over, and to nobody in a closed case", async () => {
    await add(north, "one", { for: { officer: bruno }, due: later(hour) });
    const [first, second] = await scheduled();
    await storage.transaction((tx) => join(tx, north, bruno, later(hour)));
    expect((await remind(first?.subject, later(hour)))?.persons).toEqual([anna]);
    await storage.database.query("update liaison.case_file set state = 'closed'");
    expect(await remind(second?.subject, later(hour + day))).toBeUndefined();
  });
});

test("what was typed rests sealed under the case's key, and whose it is cannot be read", async () => {
  await add(north, "canary-of-a-task", { for: { officer: bruno }, due: later(day) });
  await change(north, ["TASK-1"], { to: "done", note: "canary-of-a-note" });
  const [row] = await storage.database.query<{ all: string }>("select t::text as all from liaison.task t");
  const hex = (text: string) => Buffer.from(text).toString("hex");
  for (const secret of ["canary", "bruno"]) {
    expect(row?.all).not.toContain(secret);
    expect(row?.all).not.toContain(hex(secret));
  }
  await storage.database.query("update liaison.task set case_id = (select id from liaison.case_file where number = 2)");
  await expect(list(south, true)).rejects.toThrow("does not open");
});
