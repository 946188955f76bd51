import { beforeEach, describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { OutboxItem, Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { bot, botState } from "../../../support/stores.ts";
import { anna, bruno, clara, event, later, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const chloe = user("@chloe:two.office.example");
const dora = user("@dora:three.office.example");
const hour = 3_600;
const day = 24 * hour;
let storage: OpenStorage;
let northId: CaseId;
let north: Place;
let south: Place;
beforeEach(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL", zone: "Europe/Amsterdam" });
    await tx.stores.roster.save({ userId: bruno, country: "FR", zone: "Europe/Paris" });
    await tx.stores.roster.save({ userId: chloe, country: "FR", zone: "America/New_York" });
    await tx.stores.roster.save({ userId: dora, country: "DE" });
    const [one, two] = [await openCase(tx, "North", anna), await openCase(tx, "South", bruno)];
    for (const [userId, role] of [
      [bruno, "contribute"],
      [chloe, "read"],
    ] as const)
      await tx.stores.cases.add(one, { userId, role, by: clara, now: t0 });
    northId = one;
    north = { where: "case", case: one, ref: "C-2026-0001", codes: caseDefaults, state: "open" };
    south = { where: "case", case: two, ref: "C-2026-0002", codes: { ...caseDefaults, tlp: "amber+strict" }, state: "open" };
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: one, safe: true });
    await tx.rooms.save({ roomId: room("south"), kind: "case", case: two, safe: true });
  });
});

const send = (text: string, by: UserId = anna, place: Place = north, now = t0): Promise<Outcome> =>
  storage.transaction(async (tx) => {
    const outcome = await dispatch(commands, { text, by, place, bot, origin: { event: event("typed") } }, { tx, botState, now });
    if (outcome === undefined) throw new Error(`silence: ${text}`);
    for (const say of outcome.messages) await tx.outbox.send(say, now);
    return outcome;
  });
const textOf = (outcome: Pick<Outcome, "answer" | "prefix">) => render(outcome.answer, { prefix: outcome.prefix }).text;
const answer = async (...typed: Parameters<typeof send>): Promise<string> => textOf(await send(...typed));
/** What waits to be said beside the answers, which these tests do not write down. */
const said = async (): Promise<readonly OutboxItem[]> => storage.transaction((tx) => tx.outbox.waiting(100));
const saidText = ({ notice, prefix }: OutboxItem) => render(notice, { prefix }).text;
/** Lets the worker do everything that is due. */
async function work(now: Date): Promise<readonly string[]> {
  const faults: unknown[] = [];
  const ids = (await storage.transaction((tx) => tx.work.due(now, 1_000))).map(({ id }) => id);
  const events = { early: () => {}, failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault) };
  for (const id of ids) await runWork({ storage, jobs: jobsWith([]), now: () => now, events }, id);
  expect(faults).toEqual([]);
  return ids;
}

describe("add", () => {
  test("echoes what was understood, on the clock of whose task it is and in UTC", async () => {
    expect(await answer('/task add "Preserve server image" for:@bruno due:2026-11-04 15:00')).toBe(
      `TASK-1 saved · "Preserve server image" · for ${bruno} · due 2026-11-04 15:00 Europe/Paris (14:00 UTC)`,
    );
    expect(await answer("/task add Ask the registrar for:FR due:+1d")).toBe(
      'TASK-2 saved · "Ask the registrar" · for the FR desk (France) · due 2026-11-03 15:00 Europe/Amsterdam (14:00 UTC)',
    );
    expect(await answer(`/task add look for:${chloe} due:2026-11-04 15:00`)).toContain("due 2026-11-04 09:00 America/New_York (14:00 UTC)");
    expect(await answer("!task add whoever can")).toBe('TASK-4 saved · "whoever can" · for nobody yet\nWhoever takes it: !task take 4');
  });

  test("rings for whose task it is, and for nobody about what they did themselves", async () => {
    await send("/task add one for:@bruno");
    await send("/task add two for:@anna");
    await send("/task add three");
    await send("/task add four for:FR", bruno);
    const calls = await said();
    expect(calls.map(({ mentions, to }) => ({ mentions, to }))).toEqual([
      { mentions: [bruno], to: { case: northId } },
      { mentions: [chloe], to: { case: northId } },
    ]);
    expect(calls.map(saidText)).toEqual([
      `TASK-1 assigned by ${anna} · "one" · for ${bruno}`,
      `TASK-4 assigned by ${bruno} · "four" · for the FR desk (France)`,
    ]);
  });

  test("a task carries its case's codes", async () => {
    expect((await send("/task add one", bruno, south)).answer).toMatchObject({ codes: { tlp: "amber+strict" } });
  });

  test.each([
    ["/task add", "Nothing was saved. Missing: text."],
    ["/task add one due:31/02", 'Nothing was saved. "31/02" is not a date. Write 2026-03-02 15:00 or +3d.'],
    ["/task add one due:2026-11-02 14:30", "Nothing was saved. 2026-11-02 14:30 is in the past (it is now 2026-11-02 14:00 UTC)."],
    ["/task add one due:2027-03-28 02:30", "Nothing was saved. That time does not exist on that day: 01:30 or 03:30?"],
    ["/task add one due:2027-10-31 02:30", "Nothing was saved. That time happens twice: 02:30+02:00 or 02:30+01:00?"],
    ["/task add one for:@nobody", "Nothing was saved. @nobody is not on the roster."],
    ["/task add one for:@dora", `Nothing was saved. ${dora} is not a member of this case. First: /case add ${dora}`],
    ["/task add one for:DE", "Nothing was saved. Nobody of the DE desk is a member of this case. First: /case add @name"],
    ["/task new one for:@bruno", 'Nothing was saved. Unknown verb "new". Did you mean: /task add one for:@bruno'],
    ["/task finish 3", 'Nothing was saved. Unknown verb "finish". Did you mean: /task done 3'],
    ["/task close 3", 'Nothing was saved. Unknown verb "close". Did you mean: /task done 3'],
    ["/task assign 3 for:@bruno", 'Nothing was saved. Unknown verb "assign". Did you mean: /task set 3 for:@bruno'],
    ["/task take 9", "Nothing was saved. No such task in this case."],
    ["/task done 9", "Nothing was saved. No such task in this case."],
    ["/task done x", 'Nothing was saved. "x" is not the number of a task. Write TASK-12 or 12.'],
    ["/task set 9", "Nothing was saved. Missing: for: or due:"],
    ["/task drop 9", "Nothing was saved. Missing: reason:"],
  ])("%s", async (typed, expected) => {
    const outcome = await send(typed);
    expect(outcome.outcome).toBe("refused");
    expect(textOf(outcome).split("\n")[0]).toBe(expected);
    expect(await answer("/task list all")).toBe("No tasks.");
  });

  test("somebody whose time in the case is over gets no task of it", async () => {
    await storage.transaction((tx) => tx.stores.cases.add(northId, { userId: bruno, role: "contribute", until: t0, by: clara, now: t0 }));
    expect(await answer("/task add one for:@bruno")).toMatch(/is not a member of this case/u);
  });
});

describe("what becomes of a task", () => {
  beforeEach(async () => {
    for (const text of ["one", "two", "three"]) await send(`/task add ${text}`);
  });

  test("done, in ranges, once; with a note", async () => {
    expect(await answer("/task done TASK-1", bruno)).toBe("TASK-1 done");
    expect(await answer("/task done 1-3 note:all of it", bruno)).toBe("TASK-2, TASK-3 done: all of it\nTASK-1 done already.");
    expect(await answer("/task")).toBe("No open tasks.");
    expect(await answer("/task list all")).toBe(
      [
        "3 tasks:",
        'TASK-1 · "one" · for nobody yet · done',
        'TASK-2 · "two" · for nobody yet · done: all of it',
        'TASK-3 · "three" · for nobody yet · done: all of it',
      ].join("\n"),
    );
  });

  test("an unknown number among known ones changes nothing", async () => {
    expect(await answer("/task done 1,9")).toBe("Nothing was saved. No such task in this case: TASK-9.");
    expect((await answer("/task list")).split("\n")[0]).toBe("3 open tasks:");
  });

  test("dropped with a reason, and opened again", async () => {
    expect(await answer("/task drop 2 reason:not ours")).toBe("TASK-2 dropped: not ours");
    expect(await answer("/task done 2")).toBe("Nothing was saved. TASK-2 is dropped already.");
    expect(await answer("/task take 2", bruno)).toBe("Nothing was saved. TASK-2 is dropped already.");
    expect(await answer("/task set 1-3 for:@bruno")).toBe("Nothing was saved. TASK-2 is dropped already.");
    expect(await answer("/task reopen 2")).toBe('TASK-2 open again · "two" · for nobody yet');
    expect(await answer("/task reopen 2")).toBe("Nothing was saved. TASK-2 is open already.");
    expect(await answer("/task list")).not.toContain("bruno");
    expect(await said()).toEqual([]);
  });

  test("taken, and given to somebody else", async () => {
    expect(await answer("/task take 3", bruno)).toBe(`TASK-3 taken · "three" · for ${bruno}`);
    expect(await said()).toEqual([]);
    expect(await answer(`/task set 1-3 for:${chloe} due:2026-11-04 15:00`, bruno)).toBe(
      ["one", "two", "three"]
        .map((text, at) => `TASK-${at + 1} changed · "${text}" · for ${chloe} · due 2026-11-04 09:00 America/New_York (14:00 UTC)`)
        .join("\n"),
    );
    const calls = await said();
    expect(calls.map(({ mentions }) => mentions)).toEqual([[chloe]]);
    expect(
      calls
        .map(saidText)
        .join()
        .match(/TASK-\d assigned by @bruno/gu),
    ).toHaveLength(3);
  });

  test("only those who contribute change tasks; those who read see them", async () => {
    expect(await answer("/task done 1", chloe)).toBe("Nothing was saved. Not permitted: /task done needs the role contribute.");
    expect((await answer("/task", chloe)).split("\n")[0]).toBe("3 open tasks:");
    expect(await answer("/task", dora)).toBe("Nothing was done. Not permitted: /task list needs the role read.");
  });
});

test("mine goes over all cases of the officer, soonest first, to their own room", async () => {
  await send("/task add here for:FR due:2026-11-05 10:00");
  await send("/task add there for:@bruno due:2026-11-03 10:00", bruno, south);
  await send("/task add not mine for:@anna");
  const outcome = await send("/task mine", bruno, north, later(day));
  expect(outcome.inPrivate).toBe(true);
  expect(outcome.answer).toMatchObject({ type: "task-mine", codes: { tlp: "amber+strict" } });
  expect(textOf(outcome)).toBe(
    [
      "2 open tasks of yours:",
      `C-2026-0002 TASK-1 · "there" · for ${bruno} · due 2026-11-03 10:00 Europe/Paris (09:00 UTC) · overdue`,
      'C-2026-0001 TASK-1 · "here" · for the FR desk (France) · due 2026-11-05 10:00 Europe/Paris (09:00 UTC)',
    ].join("\n"),
  );
  const dorasOwn: Place = { where: "private", officer: dora };
  expect(await answer("/task", dora, dorasOwn)).toBe("No open tasks of yours.");
  expect((await send("/task mine", dora, { where: "coordination" })).outcome).toBe("done");
});

describe("reminders", () => {
  test("ring once each: an hour before, at the time, and a day after", async () => {
    await send("/task add one for:@bruno due:+1d");
    await send("/task add two due:+1d");
    const before = (await said()).length;
    await work(later(day - hour - 1));
    expect(await said()).toHaveLength(before);
    const ids: string[] = [];
    for (const at of [day - hour, day, day + 1, 2 * day, 3 * day]) ids.push(...(await work(later(at))));
    // the queue delivers at least once
    for (const id of ids)
      await runWork({ storage, jobs: jobsWith([]), now: () => later(3 * day), events: { early: () => {}, failed: () => {} } }, id);
    const reminders = (await said()).slice(before);
    expect(reminders.map((item) => `${item.mentions?.join()}: ${saidText(item).split("\n")[0]}`)).toEqual(
      ["is due soon", "is due", "is overdue"].flatMap((comes) => [
        `${bruno}: TASK-1 ${comes} · "one" · for ${bruno} · due 2026-11-03 15:00 Europe/Paris (14:00 UTC)`,
        `${anna}: TASK-2 ${comes} · "two" · for nobody yet · due 2026-11-03 15:00 Europe/Amsterdam (14:00 UTC)`,
      ]),
    );
    expect(reminders.map((item) => saidText(item).split("\n")[1])[0]).toBe("When it is done: !task done 1");
    const audited = await storage.database.query<{ count: string }>(
      "select count(*) as count from liaison.audit_entry where action = 'job remind-task' and outcome = 'done'",
    );
    expect(audited).toEqual([{ count: "6" }]);
  });

  test("come no more when the task is done or dropped, and later when its date was moved", async () => {
    for (const text of ["done", "dropped", "moved", "stays"]) await send(`/task add ${text} due:+1h`);
    await send("/task done 1");
    await send("/task drop 2 reason:no");
    await send("/task set 3 due:+3h");
    await work(later(hour));
    const texts = async () => (await said()).map((item) => saidText(item).split(" ·")[0]);
    expect(await texts()).toEqual(["TASK-4 is due"]);
    await work(later(2 * hour));
    expect(await texts()).toEqual(["TASK-4 is due", "TASK-3 is due soon"]);
  });
});
