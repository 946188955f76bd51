import { expect, test } from "vitest";
import { zone, zoneName } from "#domain/time/zone.ts";

const read = (typed: string) => zone.read(typed, new Date(0));

test.each([
  ["Europe/Paris", "Europe/Paris"],
  ["europe/paris", "Europe/Paris"],
  ["america/new york", "America/New_York"],
  ["utc", "UTC"],
  ["GMT", "UTC"],
  ["Etc/UTC", "UTC"],
  ["Europe/Kyiv", "Europe/Kyiv"],
  ["europe/kyiv", "Europe/Kyiv"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Asia/Kolkata", "Asia/Kolkata"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Kathmandu", "Asia/Kathmandu"],
  ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["Asia/Ho Chi Minh", "Asia/Ho_Chi_Minh"],
  ["Europe/Zürich", "Europe/Zurich"],
  ["US/Eastern", "America/New_York"],
])("%s", (typed, expected) => {
  expect(read(typed)).toEqual({ ok: true, value: expected });
});

test("a city offers its zone", () => {
  expect(read("Paris")).toMatchObject({
    ok: false,
    fault: { typed: '"Paris"', expected: "time-zone", write: { code: "near", names: ["Europe/Paris"] } },
  });
});

test.each([
  ["Kyiv", ["Europe/Kyiv"]],
  ["Kiev", ["Europe/Kyiv"]],
  ["São Paulo", ["America/Sao_Paulo"]],
  ["Zürich", ["Europe/Zurich"]],
  ["Europe/Amstrdam", ["Europe/Amsterdam"]],
  ["Europe/Amsterdm", ["Europe/Amsterdam"]],
  ["Amstrdam", ["Europe/Amsterdam"]],
  ["Asia/Kolkatta", ["Asia/Kolkata"]],
  ["Eurpoe/Paris", ["Europe/Paris"]],
])("%s offers what was meant", (typed, names) => {
  expect(read(typed)).toMatchObject({ ok: false, fault: { expected: "time-zone", write: { code: "near", names } } });
});

test("every zone that is offered is read under the name that is offered", () => {
  for (const name of Intl.supportedValuesOf("timeZone")) {
    const now = zoneName(name);
    expect(read(name)).toEqual({ ok: true, value: now });
    expect(read(now.toLowerCase())).toEqual({ ok: true, value: now });
    expect(zoneName(now)).toBe(now);
    expect(() => new Intl.DateTimeFormat("en", { timeZone: now })).not.toThrow();
  }
});

test.each(["", "EST", "+02:00", "Europe", "Europe/Nowhere", "../etc"])("%j is none", (typed) => {
  expect(read(typed)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});
