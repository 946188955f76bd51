import fc from "fast-check";
import { expect, test } from "vitest";
import { type Codes, caseDefaults, categories, type Handling, handlings, paps, shares, tlps } from "#domain/codes/codes.ts";
import { isSilent, lowered } from "#domain/codes/lowering.ts";
import { raised, strictest } from "#domain/codes/strictest.ts";

const handling = fc
  .subarray([...handlings], { minLength: 1 })
  .map((all): readonly Handling[] => (all.length > 1 ? all.filter((code) => code !== "H0") : all));
const codes: fc.Arbitrary<Codes> = fc
  .record({
    tlp: fc.constantFrom(...tlps),
    pap: fc.constantFrom(...paps),
    handling,
    evaluation: fc.constantFrom("A1", "X4"),
    share: fc.constantFrom(...shares),
    category: fc.constantFrom(...categories),
    only: fc.option(fc.subarray(["BE", "FR", "NL"])),
  })
  .map(({ only, ...rest }) => ({ ...rest, ...(isSilent(rest.category) && { share: "silent" as const }), ...(only && { only }) }));

test.each<[string, Partial<Codes>, Partial<Codes>, readonly string[]]>([
  ["a lower label", { tlp: "red" }, { tlp: "amber+strict" }, ["tlp"]],
  ["a higher label", { tlp: "green" }, { tlp: "amber" }, []],
  ["more that may be done", { pap: "red" }, { pap: "clear" }, ["pap"]],
  ["a handling code less", { handling: ["H1", "H2"] }, { handling: ["H1"] }, ["handling"]],
  ["another handling code", { handling: ["H1"] }, { handling: ["H2"] }, ["handling"]],
  ["a handling code more", { handling: ["H1"] }, { handling: ["H1", "H3"] }, []],
  ["H0 protects nothing", { handling: ["H0"] }, { handling: ["H1"] }, []],
  ["shared more", { share: "silent" }, { share: "hit" }, ["share"]],
  ["shared less", { share: "open" }, { share: "contact" }, []],
  ["for more countries", { only: ["NL"] }, { only: ["FR", "NL"] }, ["only"]],
  ["for other countries", { only: ["NL"] }, { only: ["FR"] }, ["only"]],
  ["for all countries", { only: ["NL"] }, {}, ["only"]],
  ["for fewer countries", { only: ["FR", "NL"] }, { only: ["NL"] }, []],
  ["for some countries", {}, { only: ["NL"] }, []],
  ["no victim any more", { category: "victim", share: "silent" }, { category: "suspect", share: "silent" }, ["category"]],
  ["a minor, not a victim", { category: "victim" }, { category: "minor" }, []],
  ["believed more", { evaluation: "X4" }, { evaluation: "A1" }, []],
  ["several at once", { tlp: "red", share: "hit" }, { tlp: "clear", share: "open" }, ["tlp", "share"]],
])("%s", (_what, before, after, expected) => {
  expect(lowered({ ...caseDefaults, ...before }, { ...caseDefaults, ...after })).toEqual(expected);
});

test("nothing is lower than itself, nor what was raised", () => {
  fc.assert(
    fc.property(codes, codes, (before, typed) => {
      expect(lowered(before, before)).toEqual([]);
      // a category is set, not raised: it goes away from a victim only by being typed
      const after = { ...raised(before, typed), category: before.category };
      expect(lowered(before, after)).toEqual([]);
    }),
  );
});

test("what is lowered in nothing protects everything that was protected before", () => {
  fc.assert(
    fc.property(codes, codes, (before, after) => {
      const { tlp, pap, handling: handled, share, only } = strictest(after, [before]);
      const covers =
        tlp === after.tlp &&
        pap === after.pap &&
        share === after.share &&
        handled.filter((code) => code !== "H0").join() === after.handling.filter((code) => code !== "H0").join() &&
        only?.join() === after.only?.join() &&
        !(isSilent(before.category) && !isSilent(after.category));
      expect(lowered(before, after).length === 0).toBe(covers);
    }),
  );
});

test("to be lowered and back again is never neutral both ways, unless nothing differs in what protects", () => {
  fc.assert(
    fc.property(codes, codes, (a, b) => {
      const differ = lowered(a, b).length + lowered(b, a).length > 0;
      const alike =
        a.tlp === b.tlp &&
        a.pap === b.pap &&
        a.share === b.share &&
        a.handling.filter((code) => code !== "H0").join() === b.handling.filter((code) => code !== "H0").join() &&
        a.only?.join() === b.only?.join() &&
        isSilent(a.category) === isSilent(b.category);
      expect(differ).toBe(!alike);
    }),
  );
});
