import { beforeEach, describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Canonical } from "#domain/indicators/indicator.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { lineReader, textFile } from "../../../support/text-file.ts";
import { graceMs, later, onPostgres, t0 } from "../../storage/fresh.ts";
import { counted, type ImportDesk, importDesk, names } from "./import-desk.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let desk: ImportDesk;
beforeEach(async () => {
  storage = await postgres.open();
  desk = await importDesk(storage);
});
const afterGrace = new Date(t0.getTime() + graceMs);

describe("before it begins", () => {
  test("shows what stands in the file, and writes nothing", async () => {
    await desk.answer("/ioc add evil.example");
    const file = textFile(["evil.example", "8.8.8.8", "", "no indicator here", "bad.example"], "<b>list</b>.txt");
    const warned = lineReader((rows) => ({ rows: [...rows, ...rows], marking: { tlp: "red" } }));
    expect((await desk.preview("/ioc import", { file, readFile: warned })).split("\n")).toEqual([
      '"<b>list</b>.txt" · text · 3 values',
      "2 domain: evil[.]example, bad[.]example",
      "1 ipv4: 8[.]8[.]8[.]8",
      `SHA-256 ${file.sha256}`,
      "TLP:RED · PAP:AMBER · H1 · X4 · share:hit",
      "The file is marked TLP:RED.",
      "1 in this case already: these will be seen again.",
      "Not understood: 1 line",
      "line 4: no indicator here is not an indicator",
    ]);
    expect(await counted(storage, "liaison.import")).toBe(0);
    expect(await desk.work(later(60))).toBe(1);
  });

  test("of many lines that are not understood the first ten are told", async () => {
    const file = textFile(["evil.example", ...Array.from({ length: 14 }, () => "nothing")]);
    const shown = await desk.preview("/ioc import", { file });
    expect(shown).toContain("Not understood: 14 lines\nline 2: ");
    expect(shown.split("\n").at(-1)).toBe("and 4 more");
  });

  test.each([
    ["/ioc import", undefined, "Nothing was imported. Send it as the caption of a file, or as a reply to one."],
    ["/ioc import", textFile(["nothing", "to see"]), 'Nothing was imported. No indicator was found in "list[.]txt".'],
    ["/ioc import h:H3", textFile(["evil.example"]), "Nothing was imported. H3 requires note: and a text."],
    [
      "/ioc import whith:2",
      textFile(["evil.example"]),
      'Nothing was imported. "whith:" is not an option. Did you mean with:2? The whole line: /ioc import with:2',
    ],
  ])("%s: %#", async (text, file, expected) => {
    expect((await desk.answer(text, file === undefined ? {} : { file })).split("\n")[0]).toBe(expected);
  });
});

describe("the codes of a value", () => {
  const marked = lineReader((rows) => ({
    marking: { tlp: "amber+strict" },
    rows: rows.map((row, at) =>
      at === 0 ? { ...row, codes: { tlp: "red", category: "victim" } } : at === 1 ? { ...row, codes: { tlp: "green" } } : row,
    ),
  }));
  const file = textFile(["one.example", "two.example", "three.example"]);
  const show = async (id: number) => (await desk.answer(`/ioc show ${id}`)).split("\n")[2];

  test("the stricter of the file's, the value's and the case's holds", async () => {
    await desk.confirm("/ioc import", { file, readFile: marked });
    await desk.work(t0);
    expect([await show(1), await show(2), await show(3)]).toEqual([
      "TLP:RED · PAP:AMBER · H1 · X4 · share:silent · cat:victim",
      "TLP:AMBER+STRICT · PAP:AMBER · H1 · X4 · share:hit",
      "TLP:AMBER+STRICT · PAP:AMBER · H1 · X4 · share:hit",
    ]);
  });

  test("what was typed stands above it, and is told of where it protects less", async () => {
    expect(await desk.preview("/ioc import tlp:green", { file, readFile: marked })).toContain(
      "The file is marked TLP:AMBER+STRICT, which is stricter than what you typed: what you typed holds.",
    );
    await desk.confirm("/ioc import tlp:green", { file, readFile: marked });
    await desk.work(t0);
    expect(await show(2)).toBe("TLP:GREEN · PAP:AMBER · H1 · X4 · share:hit");
  });

  test("a known value is raised and never lowered", async () => {
    await desk.answer("/ioc add one.example two.example tlp:red");
    await desk.confirm("/ioc import tlp:green share:silent", { file, readFile: marked });
    await desk.work(t0);
    expect(await show(1)).toContain("TLP:RED · PAP:AMBER · H1 · X4 · share:silent");
    expect(await desk.said(desk.night)).toEqual([
      expect.stringContaining("2 already logged; seen again, 2 of them with stricter codes now."),
    ]);
  });

  test("one value that stands twice gets the strictest codes and all tags", async () => {
    const readFile = lineReader(([row]) => ({
      rows:
        row === undefined
          ? []
          : [
              { ...row, tags: ["a"], note: "first" },
              { ...row, tags: ["b"], codes: { tlp: "red" } },
            ],
    }));
    await desk.confirm("/ioc import tag:c", { file: textFile(["one.example"]), readFile });
    await desk.work(t0);
    const shown = await desk.answer("/ioc show 1");
    expect(shown).toContain("TLP:RED");
    expect(shown).toContain("Tags: c, a, b");
    expect(shown).toContain("Note: first");
  });
});

describe("in the background", () => {
  test("logs all in portions, messages what came of it once, and asks for what was few", async () => {
    await desk.answer("/ioc add evil-3.example");
    expect(await desk.confirm("/ioc import tag:drill", { file: textFile(names(400)) })).toBe(
      [
        'IMP-1 started · "list[.]txt" · 400 values · 400 domain',
        "TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
        "A summary follows in this thread. To stop it: /ioc cancel IMP-1",
      ].join("\n"),
    );
    expect(await desk.work(t0)).toBe(1);
    expect(await desk.said(desk.night)).toEqual([
      [
        'IMP-1 done · "list[.]txt" · 400 values · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit',
        "IOC-2…400 logged.",
        "1 already logged; seen again.",
        "To withdraw them: !ioc withdraw 2-400 reason:…",
      ].join("\n"),
    ]);
    expect(await counted(storage, "liaison.import_portion where body is not null")).toBe(0);
    expect(await counted(storage, "liaison.enrichment_job where number = 1")).toBe(1);
    expect(await desk.answer("/ioc list tag:drill")).toContain("399 records");
    await desk.work(afterGrace);
    expect(await counted(storage, "liaison.import_portion")).toBe(0);
    expect(await desk.said(desk.night)).toEqual([]);
  });

  test("a portion that runs twice is logged once", async () => {
    await desk.confirm("/ioc import", { file: textFile(names(2_500)) });
    const [portion] = await storage.database.query<{ id: string }>("select id from liaison.import_portion order by number");
    const run = () => storage.transaction((tx) => tx.stores.imports.log(portion?.id ?? "", t0));
    expect((await run())?.line.done).toBe(1_000);
    expect(await run()).toBeUndefined();
    await desk.work(t0);
    expect(await counted(storage, "liaison.indicator")).toBe(2_500);
    expect(await counted(storage, "liaison.sighting")).toBe(0);
    expect(await desk.said(desk.night)).toEqual([expect.stringContaining("IOC-1…2500 logged.")]);
  });

  test("a run that dies leaves nothing, and the next one does it", async () => {
    await desk.confirm("/ioc import", { file: textFile(names(1_500)) });
    const [portion] = await storage.database.query<{ id: string }>("select id from liaison.import_portion order by number");
    const died = storage.transaction(async (tx) => {
      await tx.stores.imports.log(portion?.id ?? "", t0);
      throw new Error("killed");
    });
    await expect(died).rejects.toThrow("killed");
    expect(await counted(storage, "liaison.indicator")).toBe(0);
    await desk.work(t0);
    expect(await counted(storage, "liaison.indicator")).toBe(1_500);
  });

  test("what is logged between two portions keeps its number", async () => {
    await desk.confirm("/ioc import", { file: textFile(names(1_500)) });
    await desk.work(t0, 1);
    expect(await desk.answer("/ioc add between.example")).toContain("IOC-1001 logged");
    await desk.work(t0);
    expect((await desk.said(desk.night)).join()).toContain("IOC-1…1000, IOC-1002…1501 logged.");
  });

  test("a value that cannot be stored is told with its line, and the others are logged", async () => {
    const strange = { kind: "ipv4" as const, value: "no address" as Canonical };
    const readFile = lineReader((rows) => ({
      rows: rows.map((row) => (row.line === 7 || row.line === 900 ? { ...row, indicator: strange } : row)),
    }));
    await desk.confirm("/ioc import", { file: textFile(names(1_200)), readFile });
    await desk.work(t0);
    const [summary] = await desk.said(desk.night);
    expect(summary).toContain("IOC-1…1198 logged.");
    expect(summary).toContain("1 value not logged:\nline 7: its value could not be stored");
    expect(await counted(storage, "liaison.indicator")).toBe(1_198);
  });

  test("says how far a long one is, at each quarter, and offers the rest of what would be done of itself", async () => {
    await desk.confirm("/ioc import", { file: textFile(names(12_000)) });
    await desk.work(t0);
    const said = await desk.said(desk.night);
    expect(said.slice(0, -1)).toEqual([
      "IMP-1: 3,000 of 12,000 values done.",
      "IMP-1: 6,000 of 12,000 values done.",
      "IMP-1: 9,000 of 12,000 values done.",
    ]);
    expect(said.at(-1)).toContain("To withdraw them: !ioc withdraw 1-500 reason:…, and so on, 500 at a time");
    expect(said.at(-1)).toContain("to ask them: !enrich 1-500");
    expect(await counted(storage, "liaison.enrichment_job")).toBe(0);
  });
});

describe("cancelled", () => {
  test("in the middle: what is logged stays and meets the others", async () => {
    await desk.answer("/ioc add evil-5.example evil-1500.example", { in: desk.day });
    await desk.work(afterGrace);
    await desk.confirm("/ioc import", { file: textFile(names(2_500)), now: later(60) });
    await desk.work(later(60), 1);
    expect(await desk.answer("/ioc cancel 1", { now: later(60) })).toBe(
      [
        "IMP-1 cancelled after 1,000 of 2,500 values.",
        "IOC-1…1000 logged.",
        "What is logged stays. To withdraw them: /ioc withdraw 1-500 reason:…, and so on, 500 at a time",
      ].join("\n"),
    );
    await desk.work(later(60));
    expect(await counted(storage, "liaison.indicator where case_id = (select case_id from liaison.import)")).toBe(1_000);
    await desk.work(later(60 + graceMs / 1_000));
    expect(await desk.said(desk.night)).toEqual([expect.stringContaining("HIT-1: another case holds your IOC-6 (domain).")]);
    expect(await counted(storage, "liaison.import_portion")).toBe(0);
    expect(await desk.answer("/ioc cancel IMP-1")).toBe("Nothing was saved. IMP-1 has ended already.");
  });

  test("another case's import does not exist", async () => {
    await desk.confirm("/ioc import", { file: textFile(names(10)) });
    expect(await desk.answer("/ioc cancel 1", { in: desk.day })).toBe("Nothing was saved. No such import in this case.");
  });
});

test("values of an import are readable nowhere while they wait", async () => {
  await desk.confirm("/ioc import note:canary-note", { file: textFile(["canary-value.example"], "canary-name.txt"), codes: caseDefaults });
  const rows = await storage.database.query<{ text: string }>(
    "select encode(body, 'escape') as text from liaison.import_portion union all select encode(body, 'escape') || encode(progress, 'escape') from liaison.import",
  );
  expect(rows).toHaveLength(2);
  expect(rows.map(({ text }) => text).join()).not.toContain("canary");
});
