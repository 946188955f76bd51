import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults, type Handling, handlings, type Share, shares, type Tlp, tlps } from "#domain/codes/codes.ts";
import { type Hearer, mayExport, mayHear, needsPermission, shareHeld } from "#domain/codes/table.ts";
import { userId } from "#domain/primitives/ids.ts";

const anna = userId("@anna:one.example");
if (anna === undefined) throw new Error("not a user id");
const logged = new Date(60_000);
const [before, after] = [new Date(0), new Date(120_000)];
const base: Hearer = { userId: anna, ofCase: true, onRoster: true, country: "NL" };
const there: Hearer = { ...base, since: before, agency: "police" };
const codes = (some: Partial<Codes>): Codes => ({ ...caseDefaults, ...some });

describe("who hears", () => {
  /** Those who hear each label, of a case where a policewoman was in the room when it was logged. */
  const persons: Readonly<Record<string, Hearer>> = {
    "was there": there,
    "came later": { ...base, since: after },
    "came later, of the same agency": { ...base, since: after, agency: "police" },
    "is not in the room": base,
    "of the same agency, not in the room": { ...base, agency: "police" },
    "no member, in the room": { ...there, ofCase: false },
    "no member, of the same agency": { ...base, ofCase: false, agency: "police" },
    "of another case": { ...base, ofCase: false },
    "not on the roster": { userId: anna, ofCase: false, since: before },
  };
  test.each<[Tlp, readonly string[]]>([
    ["red", ["was there"]],
    ["amber+strict", ["was there", "came later, of the same agency", "of the same agency, not in the room"]],
    ["amber", ["was there", "came later", "came later, of the same agency", "is not in the room", "of the same agency, not in the room"]],
    ["green", Object.keys(persons).filter((one) => one !== "not on the roster")],
    ["clear", Object.keys(persons)],
  ])("TLP:%s", (tlp, expected) => {
    const hearing = Object.entries(persons).filter(([, one]) => mayHear(one, codes({ tlp }), logged, [there, one]));
    expect(hearing.map(([name]) => name)).toEqual(expected);
  });
  test("who came in the moment in which it was logged was there; an agency that nobody names is none", () => {
    expect(mayHear({ ...there, since: logged }, codes({ tlp: "red" }), logged, [])).toBe(true);
    const { agency: _agency, ...nameless } = there;
    expect(mayHear({ ...base, since: after }, codes({ tlp: "amber+strict" }), logged, [nameless])).toBe(false);
  });
  test("an agency counts for what its people hear who are there still", () => {
    const colleague = { ...base, since: after, agency: "police" };
    expect(mayHear(colleague, codes({ tlp: "amber+strict" }), logged, [])).toBe(false);
    expect(mayHear(colleague, codes({ tlp: "amber+strict" }), logged, [{ ...there, ofCase: false }])).toBe(false);
  });
  test.each(tlps)("TLP:%s with only: is for those countries alone, and for nobody without one", (tlp) => {
    const { country: _country, ...homeless } = there;
    expect([there, { ...there, country: "FR" }, homeless].map((one) => mayHear(one, codes({ tlp, only: ["NL"] }), logged, [one]))).toEqual([
      true,
      false,
      false,
    ]);
    expect(mayHear(there, codes({ tlp, only: [] }), logged, [there])).toBe(false);
  });
});

const permitted = (share: Share) => ({ permitted: { by: anna, at: logged, share } });
const rank = (share: Share) => shares.indexOf(share);

describe("what leaves a case", () => {
  test.each<[readonly Handling[], boolean]>([
    [["H0"], false],
    [["H1"], true],
    [["H2"], true],
    [["H3"], true],
    [["H1", "H3"], true],
  ])("%j needs a permission: %s", (handling, expected) => {
    expect(needsPermission(codes({ handling }))).toBe(expected);
  });
  test("a share holds as far as it was permitted, and without a permission to the hit", () => {
    for (const handling of handlings)
      for (const share of shares) {
        const free = handling === "H0";
        const own = codes({ handling: [handling], share });
        expect(rank(shareHeld({ codes: own }))).toBe(free ? rank(share) : Math.min(rank(share), rank("hit")));
        for (const given of shares)
          expect(rank(shareHeld({ codes: own, ...permitted(given) }))).toBe(free ? rank(share) : Math.min(rank(share), rank(given)));
      }
  });
  test("in a file: what is free, one's own, and what its provider has opened, but not as evidence", () => {
    const record = (handling: Handling, share: Share, given?: Share) => ({
      codes: codes({ handling: [handling], share }),
      ...(given && permitted(given)),
    });
    const foreign = { own: false, purpose: "intel" } as const;
    expect(mayExport(record("H0", "hit"), foreign)).toBe(true);
    expect(mayExport(record("H2", "open"), foreign)).toBe(false);
    expect(mayExport(record("H2", "open", "contact"), foreign)).toBe(false);
    expect(mayExport(record("H2", "contact", "open"), foreign)).toBe(false);
    expect(mayExport(record("H2", "open", "open"), foreign)).toBe(true);
    expect(mayExport(record("H1", "open", "open"), { own: false, purpose: "court" })).toBe(false);
    expect(mayExport(record("H3", "hit"), { own: true, purpose: "court" })).toBe(true);
  });
});
