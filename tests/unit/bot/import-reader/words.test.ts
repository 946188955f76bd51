import { expect, test } from "vitest";
import type { ImportRow, Reading } from "#domain/import/reading.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { linesOf, takeLines } from "../../../../bot/import-reader/words.ts";
import { indicator } from "../../../support/text-file.ts";

function through(read: Parameters<typeof linesOf>[0]) {
  const take = takeLines();
  const lines = [...linesOf(read)];
  const found = lines.map((line) => take(line.trimEnd()));
  expect(found.slice(0, -1).every((one) => one === undefined)).toBe(true);
  return { lines, read: found.at(-1) };
}
const reading = (rows: readonly ImportRow[]): Reading => ({
  format: "stix",
  rows,
  marking: { tlp: "amber" },
  notUnderstood: [{ line: 7, why: { code: "marking", id: "\u2028\ud800" } }],
});

test("a reading comes out as it went in: dates, codes, odd characters", () => {
  const around = {
    codes: { tlp: "red", only: ["NL"] },
    tags: ["a"],
    note: "one\ntwo \u2028 \ud800",
    seenAt: new Date("2026-11-02T14:00:00.123Z"),
    firstSeenAt: new Date(0),
  } as const;
  const told = ok(
    reading([
      { line: 1, indicator: indicator("evil.example"), ...around },
      { line: 2, indicator: indicator("192.0.2.1") },
    ]),
  );
  expect(through(told).read).toEqual(told);
});

test("what many values share is told once, and held once", () => {
  const note = "x".repeat(2_000);
  const rows = Array.from({ length: 5_000 }, (_, at) => ({ line: at, indicator: indicator(`evil-${at}.example`), note }));
  const { lines, read } = through(ok(reading(rows)));
  expect(lines.join("").length).toBeLessThan(500_000);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200_000);
  expect(read?.ok && read.value.rows).toEqual(rows);
});

test("a fault comes out as it went in", () => {
  const failed = fail({ code: "unreadable", typed: "a\nb", expected: "file", write: "empty" });
  expect(through(failed).read).toEqual(failed);
});
