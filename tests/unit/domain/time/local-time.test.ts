import { expect, test } from "vitest";
import { resolveLocal, shownIn } from "#domain/time/local-time.ts";

const local = (text: string) => {
  const [y = 0, m = 0, d = 0, h = 0, min = 0] = text.split(/[- :]/u).map(Number);
  return { y, m, d, h, min };
};

test.each([
  ["2027-03-02 15:00", "Europe/Paris", "2027-03-02T14:00Z"],
  ["2027-07-02 15:00", "Europe/Paris", "2027-07-02T13:00Z"],
  ["2027-03-02 15:00", "Asia/Kathmandu", "2027-03-02T09:15Z"],
  ["2027-03-02 15:00", "UTC", "2027-03-02T15:00Z"],
  // clocks are moved by half an hour
  ["2027-04-04 12:00", "Australia/Lord_Howe", "2027-04-04T01:30Z"],
])("%s in %s", (typed, zone, instant) => expect(resolveLocal(local(typed), zone)).toEqual({ ok: true, value: new Date(instant) }));

test.each([
  ["2026-03-29 02:00", "Europe/Paris", { code: "skipped-time", choices: ["01:00", "03:00"] }],
  ["2026-03-29 02:59", "Europe/Paris", { code: "skipped-time", choices: ["01:59", "03:59"] }],
  ["2026-10-25 02:00", "Europe/Paris", { code: "repeated-time", choices: ["02:00+02:00", "02:00+01:00"] }],
  ["2026-10-04 02:15", "Australia/Lord_Howe", { code: "skipped-time", choices: ["01:45", "02:45"] }],
  // forward at midnight: the time before is on another day
  ["2026-03-29 00:30", "Asia/Beirut", { code: "skipped-time", choices: ["2026-03-28 23:30", "2026-03-29 01:30"] }],
])("%s in %s asks", (typed, zone, fault) => expect(resolveLocal(local(typed), zone)).toEqual({ ok: false, fault }));

test.each([
  ["2026-03-29 01:59", "Europe/Paris", "2026-03-29T00:59Z"],
  ["2026-03-29 03:00", "Europe/Paris", "2026-03-29T01:00Z"],
  ["2026-10-25 01:59", "Europe/Paris", "2026-10-24T23:59Z"],
  ["2026-10-25 03:00", "Europe/Paris", "2026-10-25T02:00Z"],
  // forward from midnight to one: the hour before belongs to the day before
  ["2020-03-28 23:00", "America/Scoresbysund", "2020-03-29T00:00Z"],
])("the minute beside the change has one reading: %s in %s", (typed, zone, instant) =>
  expect(resolveLocal(local(typed), zone)).toEqual({ ok: true, value: new Date(instant) }),
);

test.each([
  ["2027-03-02T14:00Z", "Europe/Paris", "2027-03-02 15:00 Europe/Paris (14:00 UTC)"],
  ["2027-03-02T23:30Z", "Europe/Paris", "2027-03-03 00:30 Europe/Paris (2027-03-02 23:30 UTC)"],
  ["2027-03-02T14:00Z", "UTC", "2027-03-02 14:00 UTC"],
  // kept under a name that the zone data has given up
  ["2027-03-02T14:00Z", "Europe/Kiev", "2027-03-02 16:00 Europe/Kyiv (14:00 UTC)"],
  ["2027-03-02T14:00Z", "America/New_York", "2027-03-02 09:00 America/New_York (14:00 UTC)"],
])("%s is shown in %s", (instant, zone, text) => expect(shownIn(new Date(instant), zone)).toBe(text));
