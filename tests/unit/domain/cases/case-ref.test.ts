import { expect, test } from "vitest";
import { caseReference } from "#domain/cases/case-ref.ts";

const now = new Date("2026-11-02T14:00:00Z");

test.each([
  ["C-2026-0007", "C-2026-0007"],
  ["c-2026-7", "C-2026-0007"],
  ["C-2026-12345", "C-2026-12345"],
])("%s is %s", (typed, value) => {
  expect(caseReference.read(typed, now)).toEqual({ ok: true, value });
});

test.each(["2026-0007", "C-26-0007", "C-2026-0000", "C-2026-", "C-2026-0007x", "x C-2026-0007", ""])("%j is none", (typed) => {
  expect(caseReference.read(typed, now)).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});
