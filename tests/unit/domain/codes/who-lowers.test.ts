import { describe, expect, test } from "vitest";
import type { CaseOfficer } from "#domain/cases/case.ts";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { type Lowering, whoConfirms } from "#domain/codes/who-lowers.ts";
import { user } from "../../../support/stores.ts";

const [anna, bruno, clara, dora] = ["anna", "bruno", "clara", "dora"].map((name) => user(`@${name}:x.test`)) as [
  CaseOfficer["userId"],
  CaseOfficer["userId"],
  CaseOfficer["userId"],
  CaseOfficer["userId"],
];
const logged = new Date("2026-11-02T12:00:00Z");
const before = new Date("2026-11-01T12:00:00Z");
const after = new Date("2026-11-03T12:00:00Z");
const officer = (userId: CaseOfficer["userId"], role: CaseOfficer["role"], more: Partial<CaseOfficer> = {}): CaseOfficer => ({
  userId,
  role,
  country: "NL",
  ofCase: true,
  onRoster: true,
  since: before,
  ...more,
});
/** Anna leads, bruno and clara contribute, dora reads. */
const officers = [officer(anna, "lead"), officer(bruno, "contribute"), officer(clara, "contribute"), officer(dora, "read")];
const lowering = (codes: Partial<Codes>, less: Lowering["less"], more: Partial<Lowering> = {}): Lowering => ({
  ref: "IOC-1",
  codes: { ...caseDefaults, ...codes },
  less,
  loggedAt: logged,
  provider: bruno,
  raisers: [],
  ...more,
});
const asks = (by: CaseOfficer["userId"], ...those: readonly Lowering[]) => whoConfirms(those, { by, officers });

describe("what somebody else has logged", () => {
  test.each<[string, Partial<Codes>, keyof Codes]>([
    ["TLP:RED", { tlp: "red" }, "tlp"],
    ["TLP:AMBER+STRICT", { tlp: "amber+strict" }, "tlp"],
    ["only:", { only: ["NL"] }, "only"],
    ["a handling code", { handling: ["H2"] }, "handling"],
    ["the share", { share: "hit" }, "share"],
  ])("is lowered by its provider's code: %s", (_name, codes, less) => {
    expect(asks(anna, lowering(codes, [less]))).toEqual({ of: bruno });
  });
  test("where it is for the whole case anyway, by whoever may change it", () => {
    expect(asks(anna, lowering({ tlp: "amber" }, ["tlp"]))).toEqual({ of: anna });
    expect(asks(anna, lowering({ pap: "red" }, ["pap"]))).toEqual({ of: anna });
  });
  test("of a provider who is gone, by a second officer who may hear it and does not only read", () => {
    const left = officers.filter(({ userId }) => userId !== bruno);
    const red = [lowering({ tlp: "red" }, ["tlp"])];
    expect(whoConfirms(red, { by: anna, officers: left })).toEqual({ of: clara });
    const late = left.map((one) => (one.userId === clara ? { ...one, since: after } : one));
    expect(whoConfirms(red, { by: anna, officers: late })).toEqual({ refused: "alone", refs: ["IOC-1"] });
  });
  test("is not lowered by who may not hear it", () => {
    const late = officers.map((one) => (one.userId === anna ? { ...one, since: after } : one));
    expect(whoConfirms([lowering({ tlp: "red" }, ["tlp"])], { by: anna, officers: late })).toEqual({ refused: "deaf", refs: ["IOC-1"] });
    expect(asks(anna, lowering({ only: ["FR"] }, ["only"]))).toMatchObject({ refused: "deaf" });
  });
});

describe("what one has logged oneself", () => {
  test("is lowered with one's own code", () => {
    expect(asks(bruno, lowering({ tlp: "red" }, ["tlp"]))).toEqual({ of: bruno });
  });
  test("and what another has raised of it, with theirs; a lead needs nobody's", () => {
    expect(asks(bruno, lowering({ tlp: "red" }, ["tlp"], { raisers: [anna] }))).toEqual({ of: anna });
    expect(asks(anna, lowering({ tlp: "red" }, ["tlp"], { provider: anna, raisers: [bruno] }))).toEqual({ of: anna });
  });
});

test("several at once take one code that counts for all of them, or none", () => {
  const red = (provider: CaseOfficer["userId"], ref: Lowering["ref"]) => lowering({ tlp: "red" }, ["tlp"], { provider, ref });
  expect(asks(anna, red(bruno, "IOC-1"), red(bruno, "IOC-2"), red(anna, "IOC-3"))).toEqual({ of: bruno });
  expect(asks(anna, red(bruno, "IOC-1"), red(clara, "IOC-2"))).toEqual({ refused: "several", refs: ["IOC-1", "IOC-2"] });
});

test("who was asked before is asked still, as long as they are right", () => {
  const left = officers.filter(({ userId }) => userId !== bruno);
  const red = [lowering({ tlp: "red" }, ["tlp"])];
  const more = [...left, officer(bruno, "contribute", { since: after }), officer(user("@emil:x.test"), "lead")];
  expect(whoConfirms(red, { by: anna, officers: more })).toEqual({ of: "@emil:x.test" });
  expect(whoConfirms(red, { by: anna, officers: more, asked: clara })).toEqual({ of: clara });
  expect(whoConfirms(red, { by: anna, officers: more, asked: bruno })).toEqual({ of: "@emil:x.test" });
});
