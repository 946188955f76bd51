import { beforeEach, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { ExportAsked } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { canariesIn } from "../../../support/canaries.ts";
import { connected, copyOut, tables } from "../../../support/copy-out.ts";
import { address, anna, bruno, clara, event, later, log, onPostgres, openCase, room, t0, value } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage & { readonly ownerUrl: string };
let of: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  of = await storage.transaction(async (tx) => {
    for (const userId of [anna, bruno]) await tx.stores.roster.save({ userId, country: "NL" });
    const id = await openCase(tx, "North", anna);
    await tx.rooms.made(id, room("north"));
    return id;
  });
});

const asked: ExportAsked = {
  format: "csv",
  wish: { for: "intel", tag: "canarytag" },
  reason: "Canary reason",
  by: anna,
  second: false,
  origin: { event: event("typed") },
};
const open = { handling: ["H0"] } as const;
const addresses = (many: number) => Array.from({ length: many }, (_, at) => address(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`));

test("records come in pages by their numbers, live ones only", async () => {
  await storage.transaction((tx) => log(tx, of, addresses(2_500), open));
  await storage.transaction((tx) => tx.stores.indicators.withdraw(of, ["IOC-7"], "typo", { by: anna, now: t0 }));
  const sizes: number[] = [];
  const refs: string[] = [];
  await storage.transaction(async (tx) => {
    for await (const page of tx.stores.exports.pages(of)) {
      sizes.push(page.length);
      refs.push(...page.map(({ ref }) => ref));
    }
  });
  expect(sizes).toEqual([999, 1_000, 500]);
  expect(refs).toEqual(Array.from({ length: 2_500 }, (_, at) => `IOC-${at + 1}`).filter((ref) => ref !== "IOC-7"));
});

test("who would read it: members of the case who are in its room, nobody else", async () => {
  const stranger = clara;
  await storage.transaction(async (tx) => {
    const joined = [anna, stranger].map((userId) => ({ userId, membership: "join" }));
    await tx.rooms.setMembers(room("north"), [...joined, { userId: bruno, membership: "invite" }], t0);
    await tx.stores.cases.add(of, { userId: bruno, role: "contribute", by: anna, now: t0 });
  });
  const there = await storage.transaction((tx) => tx.stores.exports.audience(of, t0));
  expect(there.map(({ userId }) => userId)).toEqual([anna]);
});

test("is taken once, and rests sealed, asked for, made and on its way", async () => {
  const [id] = await storage.transaction(async (tx) => {
    const particulars = {
      codes: { tlp: "amber", pap: "amber", handling: ["H0"], evaluation: "X4", share: "hit", category: "unknown" },
      tags: ["canarytag"],
    } as const;
    await tx.stores.indicators.log(of, [value("domain", "canary.example")], particulars, { by: anna, now: t0 });
    await tx.stores.exports.ask(of, asked, t0);
    return tx.work.due(t0, 10).then((due) => due.filter(({ job }) => job === "export").map((one) => one.id));
  });
  expect(await run(id ?? "")).toEqual([]);
  const said = await storage.transaction((tx) => tx.outbox.waiting(10));
  expect(said.map(({ notice }) => notice.type)).toEqual(["export-file", "export-made"]);
  const { exports: all, total } = await storage.transaction((tx) => tx.stores.exports.list(of, 10));
  expect(total).toBe(1);
  expect(all).toMatchObject([{ by: anna, reason: "Canary reason", made: { records: 1, permitted: 0 } }]);
  const canaries = ["Canary reason", "canary.example", "canarytag", all[0]?.made?.sha256 ?? "none", "20261102-1400.csv", anna];
  await connected(storage.ownerUrl, async (client) => {
    for (const table of await tables(client)) expect(canariesIn(canaries, await copyOut(client, table)), table).toEqual([]);
  });
});

test("a file of more bytes than are sent is not sent, and says how to narrow it", async () => {
  const note = "x".repeat(2_000);
  const particulars = {
    codes: { tlp: "amber", pap: "amber", handling: ["H0"], evaluation: "X4", share: "hit", category: "unknown" },
    tags: [],
    note,
  } as const;
  await storage.transaction(async (tx) => {
    await tx.stores.indicators.log(of, addresses(10_400), particulars, { by: anna, now: t0 });
    await tx.stores.exports.ask(of, { ...asked, wish: { for: "intel" } }, t0);
  });
  const due = await storage.transaction((tx) => tx.work.due(t0, 10));
  expect(await run(due.find(({ job }) => job === "export")?.id ?? "")).toEqual([]);
  const said = await storage.transaction((tx) => tx.outbox.waiting(10));
  expect(said.map(({ notice }) => notice)).toMatchObject([{ type: "export-too-large", most: 20 * 1024 * 1024 }]);
  expect((await storage.transaction((tx) => tx.stores.exports.list(of, 10))).exports[0]?.made).toBeUndefined();
});

/** Runs a work twice; what went wrong. */
async function run(id: string): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  const events = {
    early: () => {},
    failed: (_id: string, _job: string, fault: unknown) => void faults.push(fault),
  };
  for (const at of [t0, later(1)]) await runWork({ storage, jobs: jobsWith([]), now: () => at, events }, id);
  return faults;
}
