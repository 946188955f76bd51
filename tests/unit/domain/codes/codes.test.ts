import { describe, expect, it } from "vitest";
import { type Codes, caseDefaults, evaluation, handling, settle, tlp } from "#domain/codes/codes.ts";

const now = new Date("2026-03-24T10:20:30Z");

describe("settle", () => {
  const own: Codes = { tlp: "green", pap: "red", handling: ["H2"], evaluation: "B2", share: "open", category: "technical", only: ["NL"] };
  it("takes what the case has where nothing is typed", () => {
    expect(settle({}, own)).toEqual(own);
    expect(settle({ tlp: undefined, only: undefined }, own)).toEqual(own);
    expect("only" in settle({}, caseDefaults)).toBe(false);
  });
  it("takes what is typed over what the case has", () => {
    const typed: Codes = {
      tlp: "red",
      pap: "clear",
      handling: ["H1", "H3"],
      evaluation: "A1",
      share: "hit",
      category: "suspect",
      only: ["FR"],
    };
    expect(settle(typed, own)).toEqual(typed);
  });
  it.each(["victim", "minor"] as const)("keeps a %s silent, whatever is typed", (category) => {
    expect(settle({ category, share: "open" }, own).share).toBe("silent");
    expect(settle({ share: "open" }, { ...own, category }).share).toBe("silent");
  });
  it.each(["suspect", "contact", "witness", "technical", "unknown"] as const)("lets a %s be shared", (category) =>
    expect(settle({ category }, own).share).toBe("open"),
  );
});

describe("handling", () => {
  it.each([
    ["H1", ["H1"]],
    ["h3+H1", ["H1", "H3"]],
    ["H2+H2", ["H2"]],
    ["H0", ["H0"]],
    ["H0+H1", ["H1"]],
    ["H1, H2", ["H1", "H2"]],
    ["h1 + H2", ["H1", "H2"]],
    ["H1 and H3", ["H1", "H3"]],
    ["H1 H2", ["H1", "H2"]],
  ])("reads %j", (typed, value) => expect(handling.read(typed, now)).toEqual({ ok: true, value }));
  it.each(["", "H4", "H1+", "H1,", "H1 2", "H1H2", "1", "H"])("refuses %j", (typed) =>
    expect(handling.read(typed, now)).toMatchObject({ ok: false, fault: { code: "unreadable", expected: "handling" } }),
  );
});

describe("evaluation", () => {
  it.each(["A1", "B2", "C3", "X4"])("reads %j in any case", (typed) => {
    expect(evaluation.read(typed, now)).toEqual({ ok: true, value: typed });
    expect(evaluation.read(typed.toLowerCase(), now)).toEqual({ ok: true, value: typed });
  });
  it.each(["", "D1", "A0", "A5", "A", "1A", "A11"])("refuses %j", (typed) =>
    expect(evaluation.read(typed, now)).toMatchObject({ ok: false, fault: { code: "unreadable", expected: "evaluation" } }),
  );
});

describe("tlp", () => {
  it("names what is allowed", () => {
    expect(tlp.read("AMBER+STRICT", now)).toEqual({ ok: true, value: "amber+strict" });
    const allowed = ["red", "amber+strict", "amber", "green", "clear"];
    expect(tlp.read("amber-strict", now)).toEqual({ ok: false, fault: { code: "not-one-of", argument: "tlp", allowed } });
  });
});
