import { expect, test } from "vitest";
import { datesIn, dayCounted, moment } from "#domain/import/dates.ts";

test.each([
  ["2026-02-13", "2026-02-13T00:00:00Z"],
  ["2026-02-13T14:05:06+0100", "2026-02-13T13:05:06Z"],
  ["2026/02/13", "2026-02-13T00:00:00Z"],
  ["20260213", "2026-02-13T00:00:00Z"],
  ["13.2.2026, 14:05", "2026-02-13T14:05:00Z"],
  ["13/02/2026 14:05", "2026-02-13T14:05:00Z"],
  ["02/13/2026", "2026-02-13T00:00:00Z"],
  ["2/13/2026 3:58 PM", "2026-02-13T15:58:00Z"],
  ["2026-06-27 03:58 AM", "2026-06-27T03:58:00Z"],
  ["02/13/2026 12:10 a.m.", "2026-02-13T00:10:00Z"],
  ["13 Feb 2026", "2026-02-13T00:00:00Z"],
  ["13-Feb-2026 09:30:00", "2026-02-13T09:30:00Z"],
  ["Feb 13, 2026", "2026-02-13T00:00:00Z"],
  ["February 3 2026", "2026-02-03T00:00:00Z"],
  ["1767312000", "2026-01-02T00:00:00Z"],
])("%s is a moment", (typed, wanted) => {
  expect(moment(typed)).toEqual(new Date(wanted));
});

// the first three have two readings
test.each([
  "03/04/2026",
  "3-4-2026",
  "03/04/2026 10:00",
  "31/02/2026",
  "2026-13-01",
  "46066",
  "13 Foo 2026",
  "13:00 PM",
  "2026-02-13 13:00 PM",
  "soon",
  "20261399",
])("%s is none", (typed) => {
  expect(moment(typed)).toBeUndefined();
});

const beside = datesIn(["2021-11-30", "", "soon", "2022-02-03 10:00"]) ?? { from: new Date(0), to: new Date(0) };
test.each([
  ["44561", "2021-12-31T00:00:00Z"],
  ["44561.75", "2021-12-31T18:00:00Z"],
  ["44561,5", "2021-12-31T12:00:00Z"],
  ["44620.000011574", "2022-02-28T00:00:01Z"],
])("%s counts days as spreadsheets do, beside dates that are near", (typed, wanted) => {
  expect(dayCounted(typed, beside)).toEqual(new Date(wanted));
});

// too early, too late, from 1904 on, and no number of days
test.each(["43000", "46000", "43099", "4456", "445610", "-44561", "44561x", ""])("%s is no such number there", (typed) => {
  expect(dayCounted(typed, beside)).toBeUndefined();
});
test("numbers that both ways of counting bring near are in doubt", () => {
  const wide = datesIn(["2018-01-01", "2026-01-01"]) ?? beside;
  expect(dayCounted("44561", wide)).toBeUndefined();
  expect(datesIn(["44561", ""])).toBeUndefined();
});
