import { expect, test } from "vitest";
import { zone } from "#domain/time/zone.ts";

const read = (typed: string) => zone.read(typed, new Date(0));

test.each([
  ["Europe/Paris", "Europe/Paris"],
  ["europe/paris", "Europe/Paris"],
  ["america/new york", "America/New_York"],
  ["utc", "UTC"],
])("%s", (typed, expected) => {
  expect(read(typed)).toEqual({ ok: true, value: expected });
});

test("an older name of a zone is taken", () => {
  expect(read("Europe/Kyiv")).toMatchObject({ ok: true });
  expect(read("Europe/Kiev")).toMatchObject({ ok: true });
});

test("a city offers its zone", () => {
  expect(read("Paris")).toMatchObject({
    ok: false,
    fault: { typed: '"Paris"', expected: "time-zone", write: { code: "near", names: ["Europe/Paris"] } },
  });
});

test.each(["", "EST", "+02:00", "Europe", "Europe/Nowhere", "../etc"])("%j is none", (typed) => {
  expect(read(typed)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});
