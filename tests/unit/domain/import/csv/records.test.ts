import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvFault, type CsvRecord, csvRecords } from "#domain/import/csv/records.ts";
import { runs } from "../../../../support/runs.ts";
import { reading, told, values } from "../reading.ts";

const all = (text: string, delimiter = ",", linesBefore = 0): readonly (CsvRecord | CsvFault)[] => [
  ...csvRecords(text, delimiter, linesBefore),
];
const cells = (text: string) => all(text).map((one) => ("cells" in one ? [one.line, ...one.cells] : [one.line, one.why]));
const good = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `evil-${from + at}.example,good`);
const names = (from: number, to: number, line: number) =>
  Array.from({ length: to - from }, (_, at) => `${line + at} domain evil-${from + at}.example`);

const written = (rows: readonly (readonly string[])[], ending: string): readonly string[] => {
  const lines = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
  return lines.map((line) => line + ending);
};
const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "é", "'", " ", "\r"), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

describe("records", () => {
  test("are those that were written, each with the line on which it begins", () => {
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, ending) => {
        const lines = written(rows, ending);
        const lineOf = (at: number) => 3 + lines.slice(0, at).join("").split("\n").length - 1;
        expect(all(lines.join(""), ",", 2)).toEqual(rows.map((one, at) => ({ line: lineOf(at), cells: one, isCut: false })));
      }),
      { numRuns: runs(500) },
    );
  });

  test("are those that another reader finds, where the table is sound", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "é", "'", " ", "b c"), minLength: 1, maxLength: 6 }).map((one) => `x${one}`);
    const mixed = fc.array(fc.array(fc.oneof(plain, cell), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(mixed, (rows) => {
        const quote = (one: string) => (/^[\p{L}' ]+$/u.test(one) ? one : `"${one.replaceAll('"', '""')}"`);
        const text = `${rows.map((row) => row.map(quote).join(",")).join("\n")}\n`;
        const peer: readonly (readonly string[])[] = parse(text, { relax_column_count: true, skip_empty_lines: true, ltrim: true });
        expect(all(text).map((one) => ("cells" in one ? one.cells : one.why))).toEqual(peer);
      }),
      { numRuns: runs(500) },
    );
  });

  test.each([
    ["marks inside a cell", 'a "b" c,d"e\n', [[1, 'a "b" c', 'd"e']]],
    [
      "marks in a quoted cell that nobody doubled",
      '"a"b,c\nd,e\n',
      [
        [1, '"a"b', "c"],
        [2, "d", "e"],
      ],
    ],
    ["blanks around marks", ' "a" , "b,c" \n', [[1, "a", "b,c"]]],
    [
      "empty cells and no last end of line",
      'a,,""\n\n  \n,b',
      [
        [1, "a", "", ""],
        [4, "", "b"],
      ],
    ],
    [
      "a mark that is never closed, before rows with marks",
      'a,"b\n"c","d"\n"e,f",g\n',
      [
        [1, "unclosed-quotation"],
        [1, "a", '"b'],
        [2, "c", "d"],
        [3, "e,f", "g"],
      ],
    ],
  ] as const)("with %s", (_what, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });
});

/** The sentences of a table with something between its good rows, and that all of these are taken. */
async function between(lines: readonly string[]): Promise<readonly string[]> {
  const found = await reading("list.csv", ["value,note", ...good(0, 30), ...lines, ...good(30, 60), ""].join("\n"));
  const first = lines.join("\n").split("\n").length + 32;
  expect(values(found)).toEqual([...names(0, 30, 2), ...names(30, 60, first)]);
  return told(found).map(({ line, why }) => `${line} ${why}`);
}

describe("good rows are kept, and what stands between them is named", () => {
  test("a row beyond the bound", async () => {
    const sentence = "32 this row is left out: one has at most 262144 characters";
    expect(await between([`bad.example,"${"x".repeat(300_000)}"`])).toEqual([sentence]);
    expect(await between(["a,".repeat(1_000_000)])).toEqual([sentence]);
    expect(await between(['"'.repeat(19 * 1024 * 1024)])).toEqual([sentence]);
    expect(await between(["x".repeat(20 * 1024 * 1024)])).toEqual([sentence]);
  });

  test("a row with more columns than are read", async () => {
    expect(await between([`,${"a,".repeat(5_000)}`])).toEqual(["32 the cells behind the 200th are not read (1)"]);
  });

  test("marks that are never closed, however many", async () => {
    const open = Array.from({ length: 400 }, (_, at) => `,"open ${at}`);
    const sentences = await between(open);
    expect(sentences).toHaveLength(100);
    expect(sentences.at(0)).toMatch(/^32 a quotation mark is never closed: those of this line/u);
    expect(sentences.at(-1)).toMatch(/^131 a quotation mark is never closed, like many before it: from here on/u);
  });

  test("a note over many lines that is longer than a record may be", async () => {
    const lines = [',"begin', ...Array.from({ length: 6_000 }, () => `,${"x".repeat(60)}`), ',end"'];
    expect(await between(lines)).toEqual(["32 a quotation mark is never closed: those of this line were read as plain characters"]);
  });

  test("a zero byte, and control characters", async () => {
    expect(await between(["bad\0.example,x", "\u0001\u0002,\u0003"])).toEqual([
      expect.stringMatching(/^32 /u),
      expect.stringMatching(/^33 /u),
    ]);
  });
});

describe("characters that cannot be decoded", () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    new Uint8Array(Buffer.concat(parts.map((one) => (typeof one === "string" ? Buffer.from(one) : Buffer.from(one)))));

  test("change nothing in the lines around them, and a line in the encoding of old programs is read in that", async () => {
    const file = bytes("value,note\nmünchen.example,ü\nk", [0xf6], "ln.example,x\nzürich.example,ü\n");
    expect(values(await reading("a.csv", file))).toEqual([
      "2 domain xn--mnchen-3ya.example",
      "3 domain xn--kln-sna.example",
      "4 domain xn--zrich-kva.example",
    ]);
  });

  test("no part of a value is taken for it", async () => {
    const file = bytes("value,note\nmünchen.example,ü\nkö", [0xf6, 0xc3], "ln.example,x\nevil.example,y\n");
    const found = await reading("a.csv", file);
    expect(values(found)).toEqual(["2 domain xn--mnchen-3ya.example", "4 domain evil.example"]);
    expect(told(found).slice(1)).toEqual([{ line: 3, why: "some of its characters are broken, so that no value can be read for certain" }]);
    const text = await reading("a.txt", bytes("evil.example\nkö", [0xf6, 0xc3], "ln.example and more\nbad.example\n"));
    expect(values(text)).toEqual(["1 domain evil.example", "3 domain bad.example"]);
    expect(told(text)[1]).toEqual({ line: 2, why: "some of its characters are broken, so that no value can be read for certain" });
  });

  test("a file that is all in the encoding of old programs, and one with a mark before it", async () => {
    expect(values(await reading("a.csv", bytes("value,note\nk", [0xf6], "ln.example,x\n")))).toEqual(["2 domain xn--kln-sna.example"]);
    expect(values(await reading("a.csv", bytes([0xef, 0xbb, 0xbf], "value,note\nk", [0xf6], "ln.example,x\n")))).toEqual([
      "2 domain xn--kln-sna.example",
    ]);
  });
});

test("rubbish behind good rows costs none of them", async () => {
  let seed = 11;
  const rubbish = Uint8Array.from({ length: 2_000_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 255;
  });
  const file = new Uint8Array(Buffer.concat([Buffer.from(`value,note\n${good(0, 200).join("\n")}\n`), rubbish]));
  const found = await reading("list.csv", file);
  expect(values(found).slice(0, 200)).toEqual(names(0, 200, 2));
  expect(found.notUnderstood.length).toBeGreaterThan(100);
});
