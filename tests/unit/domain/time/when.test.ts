import { describe, expect, it } from "vitest";
import { until, when, whenIn, whenSomewhere } from "#domain/time/when.ts";

// a Tuesday
const now = new Date("2026-03-24T10:20:30Z");
const utc = whenIn("UTC");
const at = (text: string) => ({ ok: true, value: new Date(text) });

describe("when", () => {
  it.each([
    ["2026-03-02", "2026-03-02T00:00Z"],
    ["2026-03-02 15:00", "2026-03-02T15:00Z"],
    ["2026-03-02T15:00", "2026-03-02T15:00Z"],
    ["2026-03-02 15:00Z", "2026-03-02T15:00Z"],
    ["2026-03-02 15:00+02:00", "2026-03-02T13:00Z"],
    ["2026-03-02 15:00 +02:00", "2026-03-02T13:00Z"],
    ["2026-03-02T15:00 utc", "2026-03-02T15:00Z"],
    ["fri 15:00+02:00", "2026-03-27T13:00Z"],
    ["2024-02-29", "2024-02-29T00:00Z"],
    ["2026-03-02 9:00", "2026-03-02T09:00Z"],
    ["2026-03-02 15:00:00", "2026-03-02T15:00Z"],
    ["2026-03-02 15:00:30Z", "2026-03-02T15:00:30Z"],
    ["2026\u201103\u201102 15:00", "2026-03-02T15:00Z"],
    ["2026–03–02 15:00", "2026-03-02T15:00Z"],
    ["2026-03-02 15:00 UTC+2", "2026-03-02T13:00Z"],
    ["2026-03-02 15:00 UTC−05:30", "2026-03-02T20:30Z"],
    ["2026-03-02 15:00 GMT+0200", "2026-03-02T13:00Z"],
    ["2026-03-02 15:00 Europe/Paris", "2026-03-02T14:00Z"],
    ["2026-03-02 15:00 asia/kathmandu", "2026-03-02T09:15Z"],
    ["2026-03-02 15:00+14:00", "2026-03-02T01:00Z"],
    ["friday 9:00", "2026-03-27T09:00Z"],
    ["thurs 9:00", "2026-03-26T09:00Z"],
    ["+2h", "2026-03-24T12:20:30Z"],
    ["+3D", "2026-03-27T10:20:30Z"],
    ["+45m", "2026-03-24T11:05:30Z"],
    ["-1d", "2026-03-23T10:20:30Z"],
    ["tomorrow 9:00", "2026-03-25T09:00Z"],
    ["Today 23:30", "2026-03-24T23:30Z"],
    ["2026-03-02T15:00:00.250Z", "2026-03-02T15:00Z"],
    ["fri 15:00", "2026-03-27T15:00Z"],
    ["Tue 10:21", "2026-03-24T10:21Z"],
    ["tuesday 10:20", "2026-03-31T10:20Z"],
  ])("reads %j", (typed, expected) => expect(utc.read(typed, now)).toEqual(at(expected)));

  it("means the next week by the present minute", () =>
    expect(utc.read("tue 10:20", new Date("2026-03-24T10:20Z"))).toEqual(at("2026-03-31T10:20Z")));

  it.each([
    "31/02",
    "2026-02-31",
    "2026-02-29",
    "2026-13-01",
    "2026-03-02 24:00",
    "2026-03-02 15:60",
    "fri 25:00",
    "3d",
    "+3w",
    "tomorrow",
    "",
    "2026-03-02 15:00+99:00",
    "2026-03-02 15:00+14:30",
    "2026-03-02 15:00 UTC-13",
    "2026-03-02 15:00 UTC+02:60",
    "2026-03-02 15:00+2",
    "2026-03-02 15:00 Europe/Nowhere",
    "2026-03-02 15:00 CET",
    "2026-03-02 15:00:60",
    "monthly 09:00",
    "friend 15:00",
    "sunset 15:00",
    "Saturn 15:00",
    "wedding 15:00",
    "thunder 15:00",
  ])("refuses %j", (typed) =>
    expect(when.read(typed, now)).toEqual({
      ok: false,
      fault: { code: "unreadable", typed: `"${typed}"`, expected: "date", write: { code: "write", forms: ["2026-03-02 15:00", "-3d"] } },
    }),
  );
});

describe("a range is no offset", () => {
  it.each([
    "2026-03-02 10:00-11:00",
    "2026-03-02 10:00–11:00",
    "2026-03-02 10:00 - 11:00",
    "2026-03-02 10:00 -11:00",
    "2026-03-02T14:00-15:30",
    "2026-03-02 22:00-06:00",
    "2026-03-02 9:00-17:00",
    "2026-03-02 10:00 to 11:00",
    "fri 10:00-11:00",
  ])("%s", (typed) => {
    const refused = { ok: false, fault: { code: "unreadable", typed: `"${typed}"`, expected: "date", write: "one-time" } };
    expect(utc.read(typed, now)).toEqual(refused);
    expect(whenIn("Europe/Paris", "ends").read(typed, now)).toEqual(refused);
  });

  it("unless the reader's own clock has that offset then: it is asked about where an hour comes twice", () => {
    const york = whenIn("America/New_York");
    expect(york.read("2027-11-07 01:30-04:00", now)).toEqual(at("2027-11-07T05:30Z"));
    expect(york.read("2027-11-07 01:30-05:00", now)).toEqual(at("2027-11-07T06:30Z"));
    expect(york.read("2027-11-07 01:30-06:00", now)).toMatchObject({ ok: false, fault: { write: "one-time" } });
  });

  it("and on whose clock it is may be found out later", () => {
    expect(whenSomewhere().read("2027-11-07 01:30-04:00", now)).toMatchObject({ ok: true });
    for (const typed of ["14:00-15:30", "10:00-11:00", "10:00 -04:00", "10:00 - 04:00"])
      expect(whenSomewhere().read(`2027-11-07 ${typed}`, now)).toMatchObject({ ok: false });
  });
});

describe("until", () => {
  it("takes a date to its end", () => {
    expect(until.read("2026-03-31", now)).toEqual(at("2026-04-01T00:00Z"));
    expect(until.read("2026-03-31 15:00", now)).toEqual(at("2026-03-31T15:00Z"));
    expect(until.read("2026-03-24", now)).toEqual(at("2026-03-25T00:00Z"));
    expect(whenIn("Europe/Paris", "ends").read("2026-03-29", now)).toEqual(at("2026-03-29T22:00Z"));
  });
});

describe("until in the past", () => {
  it.each(["2020-01-01", "2026-03-23", "-1h", "2026-03-24 10:20"])("names what was typed: %s", (typed) =>
    expect(until.read(typed, now)).toEqual({ ok: false, fault: { code: "past", typed, now } }),
  );
});

it("shows examples that lie where the option looks", () => {
  expect(when.expects).toContain("|-3d");
  expect(when.expects).not.toMatch(/\+|fri/u);
  expect(until.expects).toContain("|+3d");
});

describe("whenIn", () => {
  const paris = whenIn("Europe/Paris");
  it.each([
    ["2026-03-02 15:00", "2026-03-02T14:00Z"],
    ["2026-07-02", "2026-07-01T22:00Z"],
    ["mon 09:00", "2026-03-30T07:00Z"],
    ["2026-10-25 02:30+02:00", "2026-10-25T00:30Z"],
    ["2026-10-25 02:30+01:00", "2026-10-25T01:30Z"],
    ["2026-03-29 03:00", "2026-03-29T01:00Z"],
  ])("reads %j in Paris", (typed, expected) => expect(paris.read(typed, now)).toEqual(at(expected)));
  it("reads on clocks of half hours and behind UTC", () => {
    expect(whenIn("Asia/Kolkata").read("2026-03-02 15:00", now)).toEqual(at("2026-03-02T09:30Z"));
    expect(whenIn("America/St_Johns").read("2026-01-02 15:00", now)).toEqual(at("2026-01-02T18:30Z"));
  });
  it("asks about an hour that is skipped or repeated", () => {
    expect(paris.read("2026-03-29 02:30", now)).toEqual({ ok: false, fault: { code: "skipped-time", choices: ["01:30", "03:30"] } });
    expect(paris.read("2026-10-25 02:30", now)).toEqual({
      ok: false,
      fault: { code: "repeated-time", choices: ["02:30+02:00", "02:30+01:00"] },
    });
  });
});
