import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { slots, slotTimes } from "#domain/meetings/slots.ts";
import { resolveLocal, shownIn } from "#domain/time/local-time.ts";
import { runs } from "../../../support/runs.ts";

const now = new Date("2026-11-02T14:00:00Z");
const read = (typed: string, zone = "UTC") => {
  const pieces = slots.read(typed, now);
  return pieces.ok ? slotTimes(pieces.value, zone, now) : pieces;
};
const times = (...texts: readonly string[]) => ({ ok: true, value: texts.map((text) => new Date(text)) });
const fault = (code: string, more: object = {}) => ({ ok: false, fault: { code, ...more } });

test.each([
  ["2027-03-01 10:00, 2027-03-02 14:00", "UTC", ["2027-03-01T10:00Z", "2027-03-02T14:00Z"]],
  ["2027-03-01T10:00,2027-03-02T14:00", "Europe/Paris", ["2027-03-01T09:00Z", "2027-03-02T13:00Z"]],
  ["2027-03-01T10:00 2027-03-02T14:00", "UTC", ["2027-03-01T10:00Z", "2027-03-02T14:00Z"]],
  [" 2027-03-02  9:00 ;2027-03-01 10:00,", "UTC", ["2027-03-02T09:00Z", "2027-03-01T10:00Z"]],
  ["2027-07-01 10:00", "America/New_York", ["2027-07-01T14:00Z"]],
  ["2027-07-01 10:00", "Asia/Kathmandu", ["2027-07-01T04:15Z"]],
  ["2027-10-31 02:30+02:00, 2027-10-31 02:30+01:00", "Europe/Amsterdam", ["2027-10-31T00:30Z", "2027-10-31T01:30Z"]],
  ["2027-11-07 01:30-04:00, 2027-11-07 01:30-05:00", "America/New_York", ["2027-11-07T05:30Z", "2027-11-07T06:30Z"]],
  ["2027-03-01 10:00 and 2027-03-02 14:00", "UTC", ["2027-03-01T10:00Z", "2027-03-02T14:00Z"]],
  ["2027-03-01 10:00, 2027-03-02 11:00 und 2027-03-03 14:00", "UTC", ["2027-03-01T10:00Z", "2027-03-02T11:00Z", "2027-03-03T14:00Z"]],
  ["fri 10:00 sat 9:00 or 2027-03-03 14:00", "UTC", ["2026-11-06T10:00Z", "2026-11-07T09:00Z", "2027-03-03T14:00Z"]],
  ["2027-03-01 10:00 UTC+2, 2027-03-02 14:00 Asia/Kolkata", "Europe/Paris", ["2027-03-01T08:00Z", "2027-03-02T08:30Z"]],
  ["fri 15:00", "UTC", ["2026-11-06T15:00Z"]],
  ["+2h", "UTC", ["2026-11-02T16:00Z"]],
])("%j in %s", (typed, zone, expected) => expect(read(typed, zone)).toEqual(times(...expected)));

test.each([
  ["", '""'],
  ["tomorrow", '"tomorrow"'],
  ["2027-03-01", '"2027-03-01"'],
  ["2027-03-01 10:00, 2027-02-30 10:00", '"2027-02-30 10:00"'],
  ["2027-03-01 25:00", '"2027-03-01 25:00"'],
])("%j is no list of slots", (typed, shown) => expect(read(typed)).toMatchObject(fault("unreadable", { typed: shown })));

test.each([
  "2027-03-01 10:00-11:00",
  "2027-03-01 10:00-12:00, 2027-03-02 14:00-15:30",
  "2027-03-01 14:00–15:30",
  "2027-03-01 10:00 - 11:00",
  "2027-03-01 22:00-06:00",
])("%j is a range, and a meeting has one start and a length", (typed) =>
  expect(read(typed, "Europe/Amsterdam")).toMatchObject(fault("unreadable", { write: "start-and-length" })),
);

describe("when clocks change", () => {
  test.each([
    ["2027-03-28 02:30", "Europe/Amsterdam", "skipped-time", ["01:30", "03:30"]],
    ["2027-10-31 02:30", "Europe/Amsterdam", "repeated-time", ["02:30+02:00", "02:30+01:00"]],
    ["2027-03-14 02:30", "America/New_York", "skipped-time", ["01:30", "03:30"]],
    ["2027-11-07 01:30", "America/New_York", "repeated-time", ["01:30-04:00", "01:30-05:00"]],
    ["2027-10-03 02:15", "Australia/Lord_Howe", "skipped-time", ["01:45", "02:45"]],
    ["2027-09-05 00:30", "America/Santiago", "skipped-time", ["2027-09-04 23:30", "2027-09-05 01:30"]],
  ])("%s in %s is asked about", (typed, zone, code, choices) => expect(read(typed, zone)).toEqual(fault(code, { choices })));
});

test("what is past, and what stands twice", () => {
  expect(read("2027-03-01 10:00, 2026-11-02 14:00")).toEqual(fault("past", { typed: "2026-11-02 14:00", now }));
  expect(read("2026-11-02 14:30", "Europe/Paris")).toMatchObject(fault("past"));
  expect(read("2027-03-01 10:00, 2027-03-01 10:00")).toEqual(fault("stands-twice", { typed: "2027-03-01 10:00" }));
  expect(read("2027-03-01 10:00, 2027-03-01 09:00Z", "Europe/Paris")).toEqual(fault("stands-twice", { typed: "2027-03-01 09:00Z" }));
});

test("at most twenty", () => {
  const many = (count: number) => Array.from({ length: count }, (_, day) => `2027-03-${String(day + 1).padStart(2, "0")} 10:00`).join();
  expect(read(many(20))).toMatchObject({ ok: true });
  expect(read(many(21))).toEqual(fault("too-many", { most: 20 }));
});

const zones = ["Europe/Amsterdam", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const instants = fc
  .integer({ min: Date.parse("2026-12-01Z") / 60_000, max: Date.parse("2037-01-01Z") / 60_000 })
  .map((m) => new Date(m * 60_000));
const shape = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([\w/]+) \((?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d) UTC\)$/u;

test("an instant shown in any zone names that instant, there and in UTC, as another library reads it", () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones.filter((zone) => zone !== "UTC")), (at, zone) => {
      const [, date = "", time = "", named = "", utcDate = date, utcTime = ""] = shape.exec(shownIn(at, zone)) ?? [];
      expect(named).toBe(zone);
      expect(Date.parse(`${utcDate}T${utcTime}Z`)).toBe(at.getTime());
      expect(DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd HH:mm")).toBe(`${date} ${time}`);
    }),
    { numRuns: runs(300) },
  );
});

/** The early hours of days on which clocks change somewhere, beside any time. */
const changes = ["2027-03-14", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31", "2027-11-07"];
const walls = fc.oneof(
  instants,
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: 0, max: 240 }))
    .map(([day, minute]) => new Date(Date.parse(day) + minute * 60_000)),
);

test("a wall time is read as another library reads it, and asked about exactly where that one finds two offsets or none", () => {
  fc.assert(
    fc.property(walls, fc.constantFrom(...zones), (at, zone) => {
      const [y, m, d, h, min] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
      const theirs = DateTime.fromObject({ year: y, month: m, day: d, hour: h, minute: min }, { zone });
      const ours = resolveLocal({ y, m, d, h, min }, zone);
      if (theirs.hour !== h || theirs.minute !== min) expect(ours).toMatchObject(fault("skipped-time"));
      else if (theirs.getPossibleOffsets().length > 1) expect(ours).toMatchObject(fault("repeated-time"));
      else expect(ours).toEqual({ ok: true, value: theirs.toJSDate() });
    }),
    { numRuns: runs(300) },
  );
});
