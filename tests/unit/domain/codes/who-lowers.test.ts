import { describe, expect, test } from "vitest";
import type { CaseOfficer, CaseRole } from "#domain/cases/case.ts";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { type Lowering, whoConfirms } from "#domain/codes/who-lowers.ts";
import { type UserId, userId } from "#domain/primitives/ids.ts";

const user = (name: string): UserId => {
  const found = userId(`@${name}:one.example`);
  if (found === undefined) throw new Error("not a user id");
  return found;
};
const logged = new Date(60_000);
const officer = (name: string, role: CaseRole, rest: Partial<CaseOfficer> = {}): CaseOfficer => ({
  userId: user(name),
  role,
  ofCase: true,
  onRoster: true,
  country: "NL",
  since: new Date(0),
  ...rest,
});
/** Anna leads, bruno provides, chloe contributes, dirk reads. */
const crew = [officer("anna", "lead"), officer("bruno", "contribute"), officer("chloe", "contribute"), officer("dirk", "read")];
const lowering = (codes: Partial<Codes>, less: readonly (keyof Codes)[], rest: Partial<Lowering> = {}): Lowering => ({
  ref: "IOC-1",
  codes: { ...caseDefaults, ...codes },
  less,
  loggedAt: logged,
  provider: user("bruno"),
  raisers: [],
  ...rest,
});
const who = (one: Lowering | readonly Lowering[], by = "anna", officers = crew, asked?: string) => {
  const found = whoConfirms("ref" in one ? [one] : one, { by: user(by), officers, asked: asked === undefined ? undefined : user(asked) });
  return "of" in found ? found.of.slice(1, found.of.indexOf(":")) : `${found.refused} ${found.refs.join()}`;
};

describe("a lead lowers somebody else's record", () => {
  test.each<[string, Partial<Codes>, readonly (keyof Codes)[], string]>([
    ["TLP:RED", { tlp: "red" }, ["tlp"], "bruno"],
    ["TLP:AMBER+STRICT", { tlp: "amber+strict" }, ["tlp"], "bruno"],
    ["TLP:AMBER", {}, ["tlp"], "anna"],
    ["PAP", {}, ["pap"], "anna"],
    ["only:", { only: ["NL"] }, ["only"], "bruno"],
    ["a handling code", {}, ["handling"], "bruno"],
    ["share:", {}, ["share"], "bruno"],
    ["several", {}, ["pap", "share"], "bruno"],
  ])("%s: on whose code", (_what, codes, less, expected) => {
    expect(who(lowering(codes, less))).toBe(expected);
  });
  const red = lowering({ tlp: "red" }, ["tlp"]);
  const without = (...names: readonly string[]) => crew.filter(({ userId: one }) => !names.some((name) => one === user(name)));
  test("whose provider has gone: another one who is there, hears it and does more than read, never who asks", () => {
    expect(who(red, "anna", without("bruno"))).toBe("chloe");
    expect(who(red, "anna", without("bruno", "chloe"))).toBe("alone IOC-1");
    expect(who(red, "chloe", without("bruno"))).toBe("anna");
    const late = officer("chloe", "contribute", { since: new Date(120_000) });
    expect(who(red, "anna", [...without("bruno", "chloe"), late])).toBe("alone IOC-1");
    const { since: _since, ...away } = officer("chloe", "contribute");
    expect(who(lowering({ only: ["NL"] }, ["only"]), "anna", [...without("bruno", "chloe"), away])).toBe("alone IOC-1");
  });
  test("whose provider cannot hear it themself any more: the same", () => {
    const abroad = officer("bruno", "contribute", { country: "FR" });
    expect(who(lowering({ only: ["NL"] }, ["only"]), "anna", [...without("bruno"), abroad])).toBe("chloe");
  });
  test("who was asked before stays the right one; who may not any more does not", () => {
    const all = [...without("bruno"), officer("emma", "contribute")];
    expect(who(red, "anna", all)).toBe("chloe");
    expect(who(red, "anna", all, "emma")).toBe("emma");
    expect(who(red, "anna", all, "dirk")).toBe("chloe");
    expect(who(red, "anna", all, "anna")).toBe("chloe");
  });
  test("who may not hear it lowers nothing of it, also with the right one's help", () => {
    const late = officer("anna", "lead", { since: new Date(120_000) });
    expect(who(red, "anna", [...without("anna"), late])).toBe("deaf IOC-1");
    expect(who(lowering({ tlp: "red" }, ["pap"]), "anna", [...without("anna"), late])).toBe("deaf IOC-1");
    expect(who(lowering({}, ["pap"]), "anna", without("anna"))).toBe("deaf IOC-1");
  });
});

describe("a provider lowers their own record", () => {
  const red = (raisers: readonly string[]) => lowering({ tlp: "red" }, ["tlp"], { raisers: raisers.map(user) });
  test("with their own code, unless somebody else has raised what goes", () => {
    expect(who(red([]), "bruno")).toBe("bruno");
    expect(who(red(["chloe"]), "bruno")).toBe("chloe");
    expect(who(red(["anna"]), "bruno")).toBe("anna");
    expect(who(red(["chloe"]), "bruno", crew, "anna")).toBe("anna");
  });
  test("of what several have raised, or one who is gone, a lead decides", () => {
    expect(who(red(["chloe", "dirk"]), "bruno")).toBe("anna");
    expect(who(red(["gone"]), "bruno")).toBe("anna");
    expect(who(red(["chloe", "dirk"]), "bruno", crew.slice(1))).toBe("alone IOC-1");
  });
  test("a lead's own is lowered with their own", () => {
    expect(who(lowering({ tlp: "red" }, ["tlp"], { provider: user("anna"), raisers: [user("chloe")] }))).toBe("anna");
  });
});

describe("several records", () => {
  const of = (ref: Lowering["ref"], provider: string) => lowering({}, ["share"], { ref, provider: user(provider) });
  test("of one provider are one question, of several none", () => {
    expect(who([of("IOC-1", "bruno"), of("IOC-2", "bruno")])).toBe("bruno");
    expect(who([of("IOC-1", "bruno"), of("IOC-2", "anna")])).toBe("bruno");
    expect(who([of("IOC-1", "bruno"), of("IOC-2", "chloe"), of("IOC-3", "anna")])).toBe("several IOC-1,IOC-2");
  });
  test("one that nobody may lower stops all", () => {
    const gone = lowering({ tlp: "red" }, ["tlp"], { ref: "IOC-2", provider: user("gone"), loggedAt: new Date(-1) });
    expect(who([of("IOC-1", "bruno"), gone])).toBe("deaf IOC-2");
  });
});
