import { describe, expect, test } from "vitest";
import type { CaseOfficer } from "#domain/cases/case.ts";
import { caseDefaults } from "#domain/codes/codes.ts";
import { type Forgetting, whoSpills } from "#domain/indicators/who-spills.ts";
import { anna, bruno, clara } from "../../../support/stores.ts";

const then = new Date("2026-11-02T12:00:00Z");
const officer = (userId: CaseOfficer["userId"], role: CaseOfficer["role"], more: Partial<CaseOfficer> = {}): CaseOfficer => ({
  userId,
  country: "NL",
  role,
  ofCase: true,
  onRoster: true,
  since: new Date("2026-11-01T12:00:00Z"),
  ...more,
});
const [lead, provider, colleague] = [officer(anna, "lead"), officer(bruno, "contribute"), officer(clara, "contribute")];
const record: Forgetting = { ref: "IOC-1", codes: caseDefaults, loggedAt: then, provider: bruno, raisers: [] };

describe("whose code it takes to forget a record", () => {
  test.each<[string, readonly CaseOfficer[], CaseOfficer, Partial<Forgetting>, ReturnType<typeof whoSpills>]>([
    ["one's own, which nobody else raised", [lead, provider], provider, {}, "free"],
    ["one's own, which another raised", [lead, provider], provider, { raisers: [anna] }, { of: anna }],
    ["a lead's own, which another raised", [lead, provider], lead, { provider: anna, raisers: [bruno] }, "free"],
    ["another's, by a lead", [lead, provider, colleague], lead, {}, { of: bruno }],
    ["another's, whose provider is gone", [lead, colleague], lead, {}, { of: clara }],
    ["another's, with nobody else there", [lead], lead, {}, { refused: "alone", refs: ["IOC-1"] }],
    ["another's, with a colleague who only reads", [lead, officer(clara, "read")], lead, {}, { refused: "alone", refs: ["IOC-1"] }],
    [
      "what one may not hear",
      [officer(anna, "lead", { country: "FR" }), provider],
      officer(anna, "lead", { country: "FR" }),
      { codes: { ...caseDefaults, only: ["NL"] } },
      { refused: "deaf", refs: ["IOC-1"] },
    ],
    [
      "what the colleague may not hear",
      [lead, officer(clara, "contribute", { country: "FR" })],
      lead,
      { codes: { ...caseDefaults, only: ["NL"] } },
      { refused: "alone", refs: ["IOC-1"] },
    ],
  ])("%s", (_, officers, by, change, expected) => {
    expect(whoSpills([{ ...record, ...change }], { by: by.userId, officers })).toEqual(expected);
  });
});
