import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes.ts";
import { strictest } from "#domain/strictest.ts";

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
