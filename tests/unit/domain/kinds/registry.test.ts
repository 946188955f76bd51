import { describe, expect, it } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { type ExportFormat, exportFormats } from "#domain/export/formats.ts";
import type { ExportHead, ExportRecord } from "#domain/export/record.ts";
import { extract } from "#domain/extract/index.ts";
import { readFile } from "#domain/import/index.ts";
import { score } from "#domain/indicators/decay.ts";
import { defang } from "#domain/indicators/defang.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import { matchKeys } from "#domain/indicators/match-keys.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import { caseId } from "#domain/primitives/ids.ts";
import { kinds } from "./made-up/list.ts";

const typed = (text: string): Indicator => {
  const read = parseIndicator(text, undefined, kinds);
  if (!read.ok) throw new Error(read.fault.code);
  return read.value;
};
const found = { kind: "seal", value: "NOB.4711.22" };
const at = new Date("2026-11-24T10:15:00.000Z");
const head: ExportHead = { case: caseId("019aaaaa-0000-7000-8000-000000000001"), ref: "C-2026-0007", at };
const record = (indicator: Indicator): ExportRecord => ({
  id: "019bbbbb-0000-7000-8000-000000000001",
  indicator,
  codes: caseDefaults,
  tags: [],
  loggedAt: at,
  firstSeenAt: at,
  lastSeenAt: at,
});
const written = (format: ExportFormat): string => {
  const writer = exportFormats[format].open(head, kinds);
  return writer.start + writer.add(record(typed("NOB.4711.22"))) + writer.end();
};
const imported = async (name: string, text: string, by: Kinds = kinds): Promise<readonly Indicator[]> => {
  const read = await readFile({ name, mimetype: "", sha256: "", bytes: Buffer.from(text) }, {}, by);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value.rows.map(({ indicator }) => indicator);
};

describe("a kind that is added by its file and one line in a list", () => {
  it("is found in running text, disguised or not, and without its line is not", () => {
    const text = "The crane lifted a box with NOB.4711.22 (later nob[.]0815[.]07) on 24 November.";
    expect(extract(text, kinds)).toMatchObject([
      { ...found, defanged: false },
      { kind: "seal", value: "NOB.0815.07", defanged: true },
    ]);
    expect(extract(text, known).filter(({ value }) => value.startsWith("NOB"))).toEqual([]);
  });

  it.each(["stix", "misp", "csv"] as const)("is exported as %s and imported again", async (format) => {
    const text = written(format);
    expect(await imported(`a.${exportFormats[format].ending}`, text)).toEqual([found]);
    expect(text).toContain(
      { stix: "[x-customs-seal:value = 'NOB.4711.22']", misp: '"type":"port-seal"', csv: '"seal","NOB.4711.22"' }[format],
    );
  });

  it.each([
    ["a type in a table", "a.csv", "type,value\ncustoms-seal,nob.4711.22\n"],
    ["the header of a column", "a.csv", "Plomb,Note\nnob.4711.22,none\n"],
    ["MISP's type", "a.json", JSON.stringify({ Event: { info: "x", Attribute: [{ type: "port-seal", value: "nob.4711.22" }] } })],
    [
      "an observable of STIX",
      "a.json",
      JSON.stringify({ type: "bundle", objects: [{ type: "x-port-seal", id: "x-port-seal--1", number: "nob.4711.22" }] }),
    ],
    [
      "a pattern of STIX",
      "a.json",
      JSON.stringify({
        type: "bundle",
        objects: [{ type: "indicator", id: "indicator--1", pattern_type: "stix", pattern: "[x-customs-seal:value = 'nob.4711.22']" }],
      }),
    ],
    ["running text", "a.txt", "They broke the seal NOB[.]4711[.]22 at night."],
  ])("is imported by %s", async (_what, name, text) => {
    expect(await imported(name, text)).toEqual([found]);
    const without = imported(name, text, known).then(
      (rows) => rows.map(({ kind }): string => kind),
      () => [],
    );
    expect(await without).not.toContain("seal");
  });

  it("is shown defanged and read back", () => {
    expect(defang(typed("NOB.4711.22"), kinds)).toBe("NOB[.]4711[.]22");
    expect(typed("NOB[.]4711[.]22")).toEqual(found);
  });

  it("meets itself alone, and ages as it says", () => {
    expect(matchKeys(typed("nob.4711.22"), kinds)).toEqual({ self: ["seal NOB.4711.22"], parents: [] });
    expect(matchKeys(typed("nob.4711.23"), kinds).self).not.toContain("seal NOB.4711.22");
    const aged = { kind: typed("nob.4711.22").kind, evaluation: "A1", lastSeenAt: at, doubts: 0, refuted: false } as const;
    expect(score(aged, new Date(at.getTime() + 5 * 86_400_000), kinds)).toBe(50);
  });

  it("is named in a fault by its label", () => {
    expect(parseIndicator("nob.47.22", undefined, kinds)).toMatchObject({ ok: false, fault: { expected: "seal" } });
  });
});

it("does not know a kind that nobody declared", () => {
  expect(known.named("seal")).toBeUndefined();
  expect(() => known.of(typed("nob.4711.22").kind)).toThrow("seal");
});
