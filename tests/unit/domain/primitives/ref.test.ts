import { expect, test } from "vitest";
import { ref, refs } from "#domain/primitives/ref.ts";

const now = new Date(0);

test.each([
  ["IOC-12", "IOC-12"],
  ["ioc-012", "IOC-12"],
  ["12", "IOC-12"],
  ["IOC\\-12", "IOC-12"],
])("%s", (typed, expected) => {
  expect(ref("IOC").read(typed, now)).toEqual({ ok: true, value: expected });
});

test.each(["", "0", "IOC-0", "HIT-1", "1-2", "-1", "1e3", "1234567890", "IOC-", "1.5"])("%j is no single id", (typed) => {
  expect(ref("IOC").read(typed, now)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});

test.each([
  ["1-3,7", [1, 2, 3, 7]],
  ["IOC-1…3", [1, 2, 3]],
  ["IOC-1…IOC-3", [1, 2, 3]],
  ["1–2;2,", [1, 2]],
  ["9..10", [9, 10]],
  ["IOC\\-1\\-3", [1, 2, 3]],
  ["5", [5]],
])("%s", (typed, numbers) => {
  expect(refs("IOC").read(typed, now)).toEqual({ ok: true, value: numbers.map((number) => `IOC-${number}`) });
});

test.each(["3-1", "0-2", "1-", ",", "a", "1-2-3", "HIT-1-2"])("%j is no list of ids", (typed) => {
  expect(refs("IOC").read(typed, now)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});

test("at most 500, counted before they are made", () => {
  expect(refs("IOC").read("1-500", now)).toMatchObject({ ok: true });
  expect(refs("IOC").read("1-500,501", now)).toMatchObject({ ok: false, fault: { code: "too-many", most: 500 } });
  expect(refs("IOC").read("1-999999999", now)).toMatchObject({ ok: false, fault: { code: "too-many", most: 500 } });
});
