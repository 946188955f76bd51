import { expect, test } from "vitest";
import { type Codes, caseDefaults, type TypedCodes } from "#domain/codes/codes.ts";
import { raised, sameCodes, strictest } from "#domain/codes/strictest.ts";

test("the strictest of each code holds for all", () => {
  const all = strictest({ ...caseDefaults, tlp: "green", only: ["BE", "NL"] }, [
    { ...caseDefaults, pap: "red", handling: ["H3"] },
    { ...caseDefaults, tlp: "amber+strict", share: "silent", only: ["FR", "NL"] },
  ]);
  expect(all).toMatchObject({ tlp: "amber+strict", pap: "red", handling: ["H1", "H3"], share: "silent", only: ["NL"] });
});

test("without a limit to countries there is none, and one of two is kept", () => {
  expect(strictest(caseDefaults, [caseDefaults])).toEqual(caseDefaults);
  expect(strictest(caseDefaults, [{ ...caseDefaults, only: ["NL"] }]).only).toEqual(["NL"]);
});

test("H0 is left out beside another code", () => {
  expect(strictest({ ...caseDefaults, handling: ["H0"] }, [{ ...caseDefaults, handling: ["H2"] }]).handling).toEqual(["H2"]);
});

test.each<[TypedCodes, Partial<Codes>]>([
  [{}, {}],
  [{ tlp: "red" }, { tlp: "red" }],
  [{ tlp: "clear", pap: "red" }, { pap: "red" }],
  [{ handling: ["H2"] }, { handling: ["H1", "H2"] }],
  [{ share: "open" }, {}],
  [{ category: "victim" }, { share: "silent" }],
  [{ only: ["NL"] }, { only: ["NL"] }],
])("a record is raised to %j and never lowered", (typed, changed) => {
  expect(raised(caseDefaults, typed)).toEqual({ ...caseDefaults, ...changed });
});

test("records are alike in all of their codes or not", () => {
  expect(sameCodes(caseDefaults, { ...caseDefaults })).toBe(true);
  expect(sameCodes(caseDefaults, { ...caseDefaults, only: ["NL"] })).toBe(false);
});
