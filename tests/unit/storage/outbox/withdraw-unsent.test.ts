import { expect, test } from "vitest";
import { mentions } from "../../../../storage/outbox/withdraw-unsent.ts";

test.each<[string, unknown, boolean]>([
  ["as it is", { notice: { logged: [{ indicator: { value: "evil.example" } }] } }, true],
  ["inside another", { value: "https://evil.example/a" }, true],
  ["defanged in a line that was typed", { line: "/ioc add evil[.]example" }, true],
  ["another", { value: "good.example" }, false],
  ["nothing", { at: new Date(0), count: 3, none: null, list: [] }, false],
])("%s", (_what, content, expected) => {
  expect(mentions(content, ["evil.example"])).toBe(expected);
});

test("a short value counts only alone", () => {
  expect(mentions({ text: "the AS1 network" }, ["AS1"])).toBe(false);
  expect(mentions({ value: "AS1" }, ["AS1"])).toBe(true);
});
