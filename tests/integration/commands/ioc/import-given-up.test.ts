import { beforeEach, expect, test } from "vitest";
import type { Canonical } from "#domain/indicators/indicator.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { lineReader, textFile } from "../../../support/text-file.ts";
import { onPostgres, t0 } from "../../storage/fresh.ts";
import { counted, type ImportDesk, importDesk, names } from "./import-desk.ts";

// A portion of which not one value can be logged is tried eight times: it may be the disk and not the values.
const postgres = onPostgres();
let storage: OpenStorage;
let desk: ImportDesk;
beforeEach(async () => {
  storage = await postgres.open();
  desk = await importDesk(storage);
});

/** Lines from..to hold what the database does not take. */
const broken = (from: number, to: number) =>
  lineReader((rows) => ({
    rows: rows.map((row) =>
      row.line < from || row.line > to
        ? row
        : { ...row, indicator: { kind: "ipv4" as const, value: `no address ${row.line}` as Canonical } },
    ),
  }));

test("is given up after the last try, and the others are logged", async () => {
  await desk.confirm("/ioc import", { file: textFile(names(2_500)), readFile: broken(1_001, 2_000) });
  expect(await desk.workOff(t0)).toBe(8);
  expect(await desk.said(desk.night)).toEqual([
    [
      'IMP-1 partly done · "list[.]txt" · 2,500 values · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit',
      "IOC-1…1500 logged.",
      "1,000 values not logged, tried again and again: lines 1001…2000.",
      "Import the file again to try them once more; what is logged is only seen again. If that ends like this too, tell your operator: the bot's log names the fault.",
      "To withdraw them: !ioc withdraw 1-500 reason:…, and so on, 500 at a time",
      "The sources are not asked about so many by themselves; to ask them: !enrich 1-500",
    ].join("\n"),
  ]);
  expect(await counted(storage, "liaison.import where state = 'done'")).toBe(1);
  expect(await counted(storage, "liaison.work where parked and job = 'import'")).toBe(1);
  expect(await counted(storage, "liaison.import_portion")).toBe(0);
  expect(await desk.answer("/ioc cancel 1")).toBe("Nothing was saved. IMP-1 has ended already.");
});

test("is all there was: the import has failed", async () => {
  await desk.confirm("/ioc import", { file: textFile(names(2)), readFile: broken(1, 2) });
  await desk.workOff(t0);
  const [summary, ...more] = await desk.said(desk.night);
  expect(more).toEqual([]);
  expect(summary).toMatch(/^IMP-1 failed .*\n2 values not logged, tried again and again: lines 1…2\.\n/u);
});

test("cannot even be read: its values are counted", async () => {
  await desk.confirm("/ioc import", { file: textFile(names(1_200)) });
  await storage.database.query("update liaison.import_portion set body = 'broken' where number = 1");
  await desk.workOff(t0);
  const [summary] = await desk.said(desk.night);
  expect(summary).toContain("IMP-1 partly done");
  expect(summary).toContain("1,000 values not logged, tried again and again.\n");
  expect(await counted(storage, "liaison.indicator")).toBe(200);
});
