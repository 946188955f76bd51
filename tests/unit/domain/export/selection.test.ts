import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults, tlps } from "#domain/codes/codes.ts";
import type { Hearer } from "#domain/codes/table.ts";
import { type Around, type Candidate, type ExportWish, type Stays, stays, tally } from "#domain/export/selection.ts";
import { userId } from "#domain/primitives/ids.ts";
import { ofAllKinds } from "./samples.ts";

const user = (name: string) => {
  const id = userId(`@${name}:one.example`);
  if (id === undefined) throw new Error(name);
  return id;
};
const [anna, bruno] = [user("anna"), user("bruno")];
const before = new Date("2026-11-01T00:00:00Z");
const hearer = (userId: Hearer["userId"], country: string, since = before): Hearer => ({ userId, country, ofCase: true, since });
const around: Around = { by: anna, audience: [hearer(anna, "NL"), hearer(bruno, "FR")], second: true };
const first = ofAllKinds[0];
if (first === undefined) throw new Error("no record");
const free: Codes = { ...caseDefaults, handling: ["H0"] };
const record = (codes: Partial<Codes>, rest: Partial<Candidate> = {}): Candidate => ({
  ...first,
  ref: "IOC-1",
  loggedBy: anna,
  codes: { ...free, ...codes },
  ...rest,
});
const permitted = (share: Codes["share"]): Partial<Candidate> => ({ loggedBy: bruno, permitted: { by: bruno, at: before, share } });
const intel: ExportWish = { for: "intel" };

describe("a record stays", () => {
  test.each<[string, Stays | undefined, Candidate, Partial<ExportWish>, Partial<Around>]>([
    ["free", undefined, record({}), {}, {}],
    ["TLP:RED unasked", "label", record({ tlp: "red" }), {}, {}],
    ["TLP:RED asked for", undefined, record({ tlp: "red" }), { tlp: "red" }, {}],
    ["stricter than asked", "label", record({ tlp: "amber" }), { tlp: "green" }, {}],
    ["a victim", "protected", record({ category: "victim" }), {}, {}],
    ["a minor", "protected", record({ category: "minor" }), {}, {}],
    ["a victim, named", undefined, record({ category: "victim" }), { category: "victim" }, {}],
    ["a false positive", "false-positive", record({}, { refuted: true }), {}, {}],
    ["H1 of another", "permission", record({ handling: ["H1"] }, { loggedBy: bruno }), {}, {}],
    ["H1 of another, for court", "permission", record({ handling: ["H1", "H3"] }, { loggedBy: bruno }), { for: "court" }, {}],
    ["H2 of another", "permission", record({ handling: ["H2"] }, { loggedBy: bruno }), {}, {}],
    ["H2 of their own", undefined, record({ handling: ["H2"] }), {}, {}],
    ["H3 of their own", undefined, record({ handling: ["H3"] }), {}, { second: false }],
    ["H3 of another", "permission", record({ handling: ["H3"] }, { loggedBy: bruno }), {}, {}],
    ["H3 of another, permitted, alone", "second", record({ handling: ["H3"], share: "open" }, permitted("open")), {}, { second: false }],
    ["H3 of another, permitted, two of them", undefined, record({ handling: ["H3"], share: "open" }, permitted("open")), {}, {}],
    ["H1 of another, permitted", undefined, record({ handling: ["H1"], share: "open" }, permitted("open")), {}, { second: false }],
    ["H1 of another, permitted for a contact", "permission", record({ handling: ["H1"], share: "open" }, permitted("contact")), {}, {}],
    ["H1 of another, permitted once", "permission", record({ handling: ["H1"], share: "hit" }, permitted("open")), {}, {}],
    ["H1 of another by a default of the case", "permission", record({ handling: ["H1"], share: "open" }, { loggedBy: bruno }), {}, {}],
    [
      "H1 of another, permitted, for court",
      "permission",
      record({ handling: ["H1"], share: "open" }, permitted("open")),
      { for: "court" },
      {},
    ],
    ["H1 of their own, for court", undefined, record({ handling: ["H1"] }), { for: "court" }, {}],
    ["H2 of another, permitted, alone", "second", record({ handling: ["H2"], share: "open" }, permitted("open")), {}, { second: false }],
    ["only: of another, alone", "second", record({ only: ["FR", "NL"] }, { loggedBy: bruno }), {}, { second: false }],
    ["above amber, alone", "second", record({ tlp: "amber+strict" }), {}, { second: false }],
    ["only for others", "room", record({ only: ["NL"] }), {}, {}],
    [
      "strict, before somebody came",
      "room",
      record({ tlp: "amber+strict" }),
      {},
      { audience: [hearer(anna, "NL"), hearer(bruno, "FR", new Date("2026-11-03T00:00:00Z"))] },
    ],
  ])("%s: %s", (_name, why, one, wish, place) => {
    expect(stays(one, { ...intel, ...wish }, { ...around, ...place })).toBe(why);
  });
});

test("what leaves is counted, with the strictest codes of it and when the first under a strict label was logged", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const counting = tally({ for: "intel", tlp: "red" }, around);
  const records = [
    record({ tlp: "clear" }, { loggedAt: at(2), source: "feed" }),
    record({ tlp: "red", only: ["FR", "NL"] }, { loggedAt: at(4) }),
    record({ tlp: "amber+strict", handling: ["H2"] }, { loggedAt: at(3), note: "a" }),
    record({}, { loggedBy: bruno, refuted: true, ref: "IOC-9" }),
  ];
  expect(records.map((one) => counting.take(one))).toEqual([true, true, true, false]);
  expect(counting.count()).toEqual({
    total: 3,
    kinds: [{ kind: "ipv4", count: 3 }],
    sources: 1,
    notes: 1,
    permitted: 1,
    second: true,
    left: [{ why: "false-positive", count: 1, refs: ["IOC-9"] }],
    codes: { ...free, tlp: "red", handling: ["H2"], only: ["FR", "NL"] },
    oldest: at(3),
  });
});

test("what was not asked for is not counted", () => {
  const counting = tally({ for: "intel", kind: "domain", tag: "c2", since: new Date("2027-01-01T00:00:00Z") }, around);
  expect(tlps.map((tlp) => counting.take(record({ tlp })))).toEqual(tlps.map(() => false));
  expect(counting.count()).toMatchObject({ total: 0, left: [] });
});
