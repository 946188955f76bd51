import { beforeEach, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { render } from "../../../bot/views/index.ts";
import type { BotState } from "../../../commands/framework/define.ts";
import { dispatch } from "../../../commands/framework/dispatch.ts";
import { commands } from "../../../commands/index.ts";
import { runWork } from "../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../jobs/index.ts";
import type { Source } from "../../../jobs/sources/define.ts";
import { openSources } from "../../../jobs/sources/index.ts";
import type { OpenStorage } from "../../../storage/open.ts";
import { anna, event, graceMs, later, onPostgres, openCase, room, t0, user } from "../storage/fresh.ts";

const postgres = onPostgres();
const sources = await openSources({ networks: [] });
/** A source of somebody else's, which is not always there. */
const register: Source = {
  name: "register",
  reach: "passive",
  discloses: "value",
  ceiling: { tlp: "amber", pap: "amber" },
  kinds: ["domain"],
  async look({ value }) {
    asked.push(value);
    if (value.startsWith("away")) throw new Error("not there");
    return value.startsWith("known") ? { source: "register", facts: ["registered 2026"] } : undefined;
  },
};
const all = [...sources.all, register];
let asked: string[] = [];
let storage: OpenStorage;
let of: CaseId;
beforeEach(async () => {
  asked = [];
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    of = await openCase(tx, "Night", anna);
    await tx.rooms.made(of, room("night"));
  });
});

/** What is answered to a command that anna types in the case's room. */
async function type(text: string, now = t0): Promise<string> {
  const botState: BotState = { version: "1", upSince: t0, queue: "postgresql", rateLimited: 0, warned: sources.warned, sources: all };
  const place = { where: "case", case: of, ref: "C-2026-0001", codes: caseDefaults, state: "open" } as const;
  const bot = { userId: user("@liaison:one.office.example"), name: "Liaison" };
  const message = { text, by: anna, place, bot, origin: { event: event("typed") } };
  const outcome = await storage.transaction((tx) => dispatch(commands, message, { tx, botState, now }));
  return outcome === undefined ? "" : render(outcome.answer, { prefix: "/" }).text;
}
/** Runs what is due; what the jobs say. */
async function work(now: Date): Promise<readonly string[]> {
  const faults: unknown[] = [];
  const events = {
    early: () => {},
    failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault),
  };
  for (const { id } of await storage.transaction((tx) => tx.work.due(now, 100)))
    await runWork({ storage, jobs: jobsWith(all), now: () => now, events }, id);
  expect(faults).toEqual([]);
  const items = await storage.transaction((tx) => tx.outbox.waiting(100));
  for (const item of items) await storage.transaction((tx) => tx.outbox.sent(item.id, event("said"), now));
  expect(items.map(({ to, origin }) => ({ to, origin }))).toEqual(
    items.map(() => ({ to: { case: of }, origin: { event: event("typed") } })),
  );
  return items.map(({ notice }) => render(notice, { prefix: "!" }).text);
}
const afterGrace = new Date(t0.getTime() + graceMs);

test("what was logged is asked about after the grace, once, and answered in its thread", async () => {
  await type("/ioc add 198.51.100.7 203.0.113.9 evil.example");
  expect(await work(t0)).toEqual([]);
  expect(await work(afterGrace)).toEqual([
    [
      "JOB-1 · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
      "IOC-1 · 198[.]51[.]100[.]7 · network: AS64497 Drill Hosting South, FR, network /25",
      "IOC-2 · 203[.]0[.]113[.]9 · network: AS64499 Drill Transit, US, network /24",
    ].join("\n"),
  ]);
  expect(await work(later(100))).toEqual([]);
  expect(await type("/ioc show 1")).toContain("network: AS64497 Drill Hosting South, FR, network /25");
  expect(await type("/enrich jobs")).toMatch(/^1 job, newest first:\nJOB-1 · IOC-1…3 · 2 known · after logging · /u);
});

test("what nobody knows is not spoken of, unless somebody asks", async () => {
  await type("/ioc add evil.example");
  expect(await work(afterGrace)).toEqual([]);
  expect(await type("/enrich 1", later(20))).toBe("JOB-2 queued · IOC-1 · the answer follows in this thread.");
  expect(await work(later(20))).toEqual(["JOB-2: no source knows anything of IOC-1."]);
});

test("what was withdrawn in the grace is not asked about", async () => {
  await type("/ioc add known.example");
  await type("/ioc withdraw 1 reason:typo");
  expect(await work(afterGrace)).toEqual([]);
  expect(asked).toEqual([]);
});

test("on a warning list: the answer says so, and no other case meets it", async () => {
  expect(await type("/ioc add 8.8.8.8")).toMatch(
    /^IOC-1 logged · ipv4 · 8\[\.\]8\[\.\]8\[\.\]8 · .*\nOn the warning list "public DNS resolvers": no hits will be raised for it\. Addresses of resolvers that are open to everybody: [^\n]*$/u,
  );
  expect(await storage.database.query("select 1 from liaison.match_row")).toEqual([]);
  expect(await work(afterGrace)).toEqual([expect.stringContaining('warning-lists: on "public DNS resolvers"')]);
});

test("codes are looked at when it is queued and again when it runs", async () => {
  await type("/ioc add known-1.example known-2.example pap:red");
  await type("/ioc add known-3.example");
  expect(await type("/enrich 1-3 with:register")).toBe(
    "JOB-3 queued · IOC-1…3 · the answer follows in this thread.\nRefused: register may not be asked about IOC-1, IOC-2: their codes forbid it.",
  );
  await type("/ioc add known-3.example tlp:red");
  await work(t0);
  expect(asked).toEqual([]);
});

test("a source that does not answer is named, and the others' answers stand", async () => {
  await type("/ioc add away.example 198.51.100.7");
  const [said] = await work(afterGrace);
  expect(said).toContain("IOC-2 · 198[.]51[.]100[.]7 · network:");
  expect(said).toContain("Did not answer: register.");
  expect(await type("/enrich jobs")).toContain("1 known, failed: register");
});

test.each([
  ["/enrich 9", "Nothing was saved. No such IOC in this case."],
  ["/enrich 1 with:nobody", "Nothing was saved. with: is one of warning-lists, network, register."],
  ["/enrich x", 'Nothing was saved. "x" is not the number of an IOC. Write IOC-12 or 12.\n/enrich x\n        ^'],
  ["/enrich", "No source was asked in this case yet."],
])("%s", async (typed, answer) => {
  expect(await type(typed)).toBe(answer);
});
