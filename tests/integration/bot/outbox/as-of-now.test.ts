import { beforeEach, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { filtered } from "#domain/notices/policy.ts";
import { type CaseId, caseId, roomId } from "#domain/primitives/ids.ts";
import { asOfNow } from "../../../../bot/outbox/as-of-now.ts";
import { render } from "../../../../bot/views/index.ts";
import { correlate } from "../../../../jobs/correlate.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, later, log, onPostgres, openCase, t0 } from "../../storage/fresh.ts";

const postgres = onPostgres();
const ripe = later(3_600);
const open = { ...caseDefaults, handling: ["H0"], share: "open" } as const;
let storage: OpenStorage;
let one: CaseId;
let two: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

/** Anna's record was disclosed to bruno's case, whose message about it still waits. */
beforeEach(async () => {
  storage = await postgres.open({ now: () => ripe });
  await run(async (tx) => {
    for (const userId of [anna, bruno]) await tx.stores.roster.save({ userId, country: "NL" });
    [one, two] = [await openCase(tx, "One", anna), await openCase(tx, "Two", bruno)];
    await log(tx, one, [address("198.51.100.7")], open);
    await log(tx, two, [address("198.51.100.7")], {}, later(60), bruno);
  });
  const [row] = await storage.database.query<{ id: string }>("select id from liaison.indicator where case_id = $1", [two]);
  const messages = await run((tx) => correlate.run(row?.id ?? "", tx.stores, ripe));
  await run(async (tx) => {
    for (const { onTick: _now, ...message } of messages) await tx.outbox.send(message, ripe);
  });
});
/** What bruno's case would be told now. */
async function told(): Promise<string> {
  const rows = await storage.database.query<{ id: string }>("select id from liaison.outbox where case_id = $1 order by id limit 1", [two]);
  return run(async (tx) => {
    const item = await tx.outbox.begin(rows[0]?.id ?? "");
    if (item === undefined) throw new Error("nothing waits");
    return render((await asOfNow(tx.stores, item)).notice, { prefix: "/" }).text;
  });
}
const set = (codes: object) => run((tx) => tx.stores.lifecycle.set(one, { refs: ["IOC-1"], by: anna, lead: true, now: ripe }, { codes }));

test("a hit tells what its record gives when it is said", async () => {
  expect(await told()).toContain("Its record: 198[.]51[.]100[.]7");
});
test.each([
  ["was raised", () => set({ tlp: "red" })],
  ["is shared less", () => set({ share: "hit" })],
  ["needs its provider's permission", () => set({ handling: ["H2"] })],
  ["was withdrawn", () => run((tx) => tx.stores.indicators.withdraw(one, ["IOC-1"], "typo", { by: anna, now: t0 }))],
])("and no more than the hit where it %s while the message waited", async (_what, happens) => {
  await happens();
  expect(await told()).toBe("HIT-1: another case holds your IOC-1 (ipv4). Nothing more may be shown.\n/hit show 1");
});
test("what is shared more by then is told at once", async () => {
  await set({ share: "hit" });
  await set({ share: "open" });
  expect(await told()).toContain("Its record:");
});

/** What is left of an answer about the first case that waited while something happened. */
async function answered(notice: (tx: Transaction) => Promise<Notice>, happens: () => Promise<unknown>): Promise<Notice> {
  const waiting = await run(notice);
  await happens();
  const item = {
    id: "018f0000-0000-7000-8000-000000000009",
    to: { room: roomId("!r:x.example") },
    notice: waiting,
    about: one,
    createdAt: t0,
    attempts: 0,
    deaths: 0,
  } as const;
  return run(async (tx) => (await asOfNow(tx.stores, { ...item, prefix: "/" })).notice);
}
const list = async (tx: Transaction): Promise<Notice> => {
  const { records, total } = await tx.stores.indicators.list(one, { most: 10 });
  return { type: "indicator-list", codes: caseDefaults, records, total, now: ripe };
};
const shown = async (tx: Transaction): Promise<Notice> => {
  const record = await tx.stores.indicators.find(one, "IOC-1");
  if (record === undefined) throw new Error("no record");
  return { type: "indicator-shown", codes: record.codes, record, findings: [], now: ripe };
};
test("an answer that waits has the codes that its record has by then", async () => {
  expect(await answered(shown, () => set({ tlp: "red", only: ["NL"] }))).toMatchObject({ codes: { tlp: "red", only: ["NL"] } });
  expect(await answered(shown, () => set({ tlp: "amber" }))).toMatchObject({ codes: { tlp: "red" } });
});
test("a list that waits leaves out the records that were raised, and counts them", async () => {
  await run((tx) => log(tx, one, [address("203.0.113.9")], open));
  const after = await answered(list, () => set({ tlp: "red" }));
  expect(after).toMatchObject({ hidden: 1, total: 2, records: [{ ref: "IOC-2" }] });
  expect(filtered(after, () => false)).toMatchObject({ hidden: 2, records: [] });
});
test("what was lowered meanwhile is judged by what it was when it was answered", async () => {
  await set({ tlp: "red" });
  expect(await answered(list, () => set({ tlp: "amber" }))).toMatchObject({
    hidden: 0,
    records: [{ ref: "IOC-1", codes: { tlp: "red" } }],
  });
});
test("of a case that is gone, and of a record that never was, an answer keeps what it has", async () => {
  const gone = caseId("018f0000-0000-7000-8000-00000000dead");
  const found: Notice = {
    type: "indicators-found",
    codes: caseDefaults,
    sought: address("198.51.100.7"),
    lines: [
      {
        case: gone,
        caseRef: "C-2026-0009",
        ref: "IOC-1",
        indicator: address("198.51.100.7"),
        codes: caseDefaults,
        loggedAt: t0,
        match: "same",
      },
      {
        case: one,
        caseRef: "C-2026-0001",
        ref: "IOC-99",
        indicator: address("198.51.100.7"),
        codes: caseDefaults,
        loggedAt: t0,
        match: "same",
      },
    ],
    cut: false,
    now: ripe,
  };
  expect(
    await answered(
      async () => found,
      async () => undefined,
    ),
  ).toMatchObject({ hidden: 0, lines: found.lines });
});
