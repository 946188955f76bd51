import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { csvColumns, guardCell, unguardCell } from "#domain/export/csv/columns.ts";
import { csvWriter } from "#domain/export/csv/write.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import { ofAllCodes, ofAllKinds, record } from "../samples.ts";

const written = (records: readonly ExportRecord[]): string => {
  const writer = csvWriter();
  return writer.start + records.map((one) => writer.add(one)).join("") + writer.end();
};
const cellsOf = (text: string): readonly (readonly string[])[] => parse(text, { bom: true });

test("a header, a row per record, CRLF after each, a byte order mark before all", () => {
  const [one] = ofAllKinds;
  expect(written(one ? [one] : [])).toBe(
    '\ufeff"type","value","tlp","pap","handling","evaluation","category","share","only","tags","source","seen","note"\r\n' +
      '"ipv4","198.51.100.7","amber","amber","H1","X4","unknown","hit","","","","2026-11-02T14:00:00.000Z",""\r\n',
  );
});

test("every value of every kind comes back as it is", () => {
  const rows = cellsOf(written(ofAllKinds)).slice(1);
  expect(rows.map(([kind, value]) => [kind, unguardCell(value ?? "")])).toEqual(
    ofAllKinds.map(({ indicator }) => [indicator.kind, indicator.value]),
  );
});

test("codes, tags and texts come back as they are", () => {
  const at = (name: (typeof csvColumns)[number]) => csvColumns.indexOf(name);
  const rows = cellsOf(written(ofAllCodes)).slice(1);
  const read = rows.map((cells) => [cells[at("handling")], cells[at("only")], cells[at("tags")], unguardCell(cells[at("note")] ?? "")]);
  expect(read).toEqual(
    ofAllCodes.map(({ codes, tags, note }) => [codes.handling.join("+"), codes.only?.join(",") ?? "", tags.join(","), note ?? ""]),
  );
});

describe("what a spreadsheet would compute", () => {
  test.each(["=1+1", "+316", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "''"])(
    "%j begins with an apostrophe",
    (text) => {
      expect(guardCell(text)).toBe(`'${text}`);
      expect(unguardCell(guardCell(text))).toBe(text);
    },
  );
  test.each(["", "a=1", "'tis", "198.51.100.7", "1-1"])("%j stays as it is", (text) => {
    expect(unguardCell(guardCell(text))).toBe(text);
    if (!text.startsWith("'")) expect(guardCell(text)).toBe(text);
  });
  test("no cell of a file begins with it", () => {
    const risky = ofAllCodes.map((one, at) => record(at, { ...one, source: "=cmd|' /C calc'!A0", note: "@x" }));
    for (const cell of cellsOf(written([...ofAllKinds, ...risky])).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
  });
});
