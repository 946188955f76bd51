import { beforeEach, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { correlate } from "../../../../jobs/correlate.ts";
import { inBatches, wakeUps } from "../../../../jobs/engine/batches.ts";
import type { Jobs } from "../../../../jobs/engine/define.ts";
import { runWork } from "../../../../jobs/engine/worker.ts";
import { jobsWith } from "../../../../jobs/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, later, log, onPostgres, openCase } from "../../storage/fresh.ts";

const postgres = onPostgres();
const ripe = later(3_600);
let storage: OpenStorage;
let one: CaseId;
let other: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  one = await storage.transaction((tx) => openCase(tx, "One", anna));
  other = await storage.transaction((tx) => openCase(tx, "Other", anna));
});
const record = (of: CaseId, ...last: readonly number[]) =>
  storage.transaction((tx) =>
    log(
      tx,
      of,
      last.map((byte) => address(`192.0.2.${byte}`)),
    ),
  );
const due = () => storage.transaction((tx) => tx.work.due(ripe, 1_000));

interface Told {
  readonly early: string[];
  readonly failed: string[];
}
async function run(id: string | undefined, jobs: Jobs = jobsWith([])): Promise<Told> {
  const told: Told = { early: [], failed: [] };
  const events = {
    early: (which: string) => void told.early.push(which),
    failed: (which: string) => void told.failed.push(which),
  };
  await runWork({ storage, jobs, now: () => ripe, events }, id ?? "");
  return told;
}
const said = () => storage.database.query("select 1 from liaison.outbox");
const audits = () => storage.database.query("select 1 from liaison.audit_entry where action = 'job correlate'");

test("one wake-up does all that waits behind it: what meets nothing in one transaction, what meets something by itself", async () => {
  await record(other, 3);
  await record(one, 1, 2, 3, 4);
  const [first] = await due();
  expect(await run(first?.id)).toEqual({ early: [], failed: [] });
  expect(await due()).toEqual([]);
  // each of the two cases is told
  expect(await said()).toHaveLength(2);
  // two meet each other, the other three share one
  expect(await audits()).toHaveLength(3);
  expect(await run(first?.id)).toEqual({ early: [first?.id], failed: [] });
});

test("what waits before it is left to another wake-up, and what was tried before is run alone", async () => {
  await record(one, 1, 2, 3, 4);
  const [first, second, third, fourth] = await due();
  await storage.transaction((tx) => tx.work.begin(third?.id ?? "", ripe));
  await run(second?.id);
  expect((await due()).map(({ id }) => id)).toEqual([first?.id, third?.id]);
  await record(one, 5);
  await run(third?.id);
  expect((await due()).map(({ id }) => id)).toEqual([first?.id, expect.not.stringMatching(fourth?.id ?? "")]);
});

test("a fault of all is no fault of each: all are offered again, now alone", async () => {
  await record(one, 1, 2, 3);
  const ids = (await due()).map(({ id }) => id);
  const broken = { ...jobsWith([]), correlate: { ...correlate, hasWork: () => Promise.reject(new Error("not now")) } };
  expect(await run(ids[0], broken)).toEqual({ early: ids.slice(1), failed: [ids[0]] });
  const left = await due();
  expect(left.map(({ id, attempts }) => [id, attempts])).toEqual(ids.map((id) => [id, 1]));
  expect(wakeUps(left, new Set(["correlate"]))).toEqual(ids);
  for (const id of ids) await run(id, broken);
  expect(await due()).toEqual([]);
  expect(await audits()).toHaveLength(3);
});

test("what the database itself could not is never parked, however often; a fault of its own ends it at the last try", async () => {
  await record(one, 1);
  const [id] = (await due()).map((row) => row.id);
  const fault = (code?: string) => Promise.reject(Object.assign(new Error("no"), code === undefined ? {} : { code }));
  const told: unknown[] = [];
  const tried = async (times: number, code?: string) => {
    const jobs = { ...jobsWith([]), correlate: { ...correlate, run: () => fault(code) } };
    const failed = (_id: string, _job: string, _fault: unknown, next: unknown) => void told.push(next === "parked" ? next : "again");
    for (let time = 0; time < times; time++)
      await runWork({ storage, jobs, now: () => later(100_000 * (told.length + 1)), events: { early() {}, failed } }, id ?? "");
  };
  await tried(correlate.attempts + 2, "53100");
  expect(told).toEqual(Array.from({ length: correlate.attempts + 2 }, () => "again"));
  await tried(1);
  expect(told.at(-1)).toBe("parked");
});

test("a wake-up stands for so many of a kind; other kinds have their own", () => {
  const row = (at: number, job: "correlate" | "enrich") => ({ id: `${job} ${at}`, job, attempts: 0 });
  const rows = Array.from({ length: inBatches + 1 }, (_, at) => [row(at, "correlate"), ...(at < 2 ? [row(at, "enrich")] : [])]).flat();
  expect(wakeUps(rows, new Set(["correlate"]))).toEqual(["correlate 0", "enrich 0", "enrich 1", `correlate ${inBatches}`]);
});
