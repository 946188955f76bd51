import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults, type Share, type Tlp } from "#domain/codes/codes.ts";
import { disclosesMore, ladder } from "#domain/hits/disclosure.ts";
import type { Match } from "#domain/hits/match.ts";
import { isAnnounced, isNotified, type MeetingRecord, sidesOf } from "#domain/hits/notification.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { caseId } from "#domain/primitives/ids.ts";

const shared = (share: Share, tlp: Tlp = "amber"): Codes => ({ ...caseDefaults, handling: ["H0"], share, tlp });

/** Whether a side is told, by the other record's share, how they match, and whether its record has a hit with that case already. */
const told: readonly (readonly [Share, Match, boolean, boolean])[] = [
  ["silent", "same", false, false],
  ["silent", "same", true, false],
  ["silent", "adjoining", false, false],
  ["silent", "adjoining", true, false],
  ["hit", "same", false, true],
  ["hit", "same", true, true],
  ["hit", "adjoining", false, true],
  ["hit", "adjoining", true, false],
  ["contact", "same", false, true],
  ["contact", "same", true, true],
  ["contact", "adjoining", false, true],
  ["contact", "adjoining", true, true],
  ["open", "same", false, true],
  ["open", "same", true, true],
  ["open", "adjoining", false, true],
  ["open", "adjoining", true, true],
];
test.each(told)("share:%s, %s, notified before: %s – is told: %s", (share, match, before, expected) => {
  expect(isNotified({ parts: ladder[share], match }, before)).toBe(expected);
});

describe("later", () => {
  const counts = { withdrawn: false, refuted: false };
  test.each(told)("share:%s, %s, notified before: %s – is announced: %s", (share, match, before, expected) => {
    expect(isAnnounced({ own: counts, other: { ...counts, codes: shared(share) }, match }, before)).toBe(expected);
  });
  test.each([
    ["its own record is withdrawn", { ...counts, withdrawn: true }, counts],
    ["the other one is withdrawn", counts, { ...counts, withdrawn: true }],
    ["the other one is refuted", counts, { ...counts, refuted: true }],
  ])("nothing is announced where %s", (_what, own, other) => {
    expect(isAnnounced({ own, other: { ...other, codes: shared("open") }, match: "same" }, false)).toBe(false);
  });
});

describe("a change of codes lets more be known, which is a reason to tell", () => {
  test.each<[string, Codes, Codes, boolean]>([
    ["silent no more", shared("silent"), shared("hit"), true],
    ["silent no more, but confined", shared("silent"), shared("open", "red"), true],
    ["it gives a contact", shared("hit"), shared("contact"), true],
    ["it gives its value", shared("hit"), shared("open"), true],
    ["it was confined", shared("open", "red"), shared("open"), true],
    ["it was for one country", { ...shared("open"), only: ["NL"] }, shared("open"), true],
    ["it gives its value beside the contact", shared("contact"), shared("open"), true],
    ["its provider need not permit it any more", { ...shared("open"), handling: ["H2"] }, shared("open"), true],
    ["its provider must permit it now", shared("open"), { ...shared("open"), handling: ["H2"] }, false],
    ["still confined", shared("hit", "red"), shared("open", "red"), false],
    ["silent now", shared("hit"), shared("silent"), false],
    ["less than before", shared("open"), shared("hit"), false],
    ["nothing changed", shared("hit"), shared("hit"), false],
    ["another label", shared("hit", "green"), shared("hit", "clear"), false],
  ])("%s", (_what, was, now, expected) => {
    expect(disclosesMore({ codes: was }, { codes: now })).toBe(expected);
  });
});

describe("who is told of new pairs", () => {
  const [one, two, three] = [caseId("one"), caseId("two"), caseId("three")];
  const record = (of: typeof one, number: number, value: string, share: Share = "hit"): MeetingRecord => ({
    id: `${of}-${number}`,
    case: of,
    number,
    indicator: storedIndicator(value.includes("/") ? "ipv4-cidr" : "ipv4", value),
    codes: shared(share),
    withdrawn: false,
    loggedAt: new Date(1_000 * number),
  });
  const range = record(two, 9, "198.51.100.0/24");
  const nobody = () => false;
  const lines = (pairs: Parameters<typeof sidesOf>[0], before: Parameters<typeof sidesOf>[1] = nobody) =>
    sidesOf(pairs, before).flatMap(({ own, other, match, side, notified }) => (notified ? [`${own.id} ${match} ${other.id} ${side}`] : []));
  const inside = [1, 2, 3].map((number) => ({ own: range, other: record(one, number, `198.51.100.${number}`) }));

  test("a range hears of one record inside it, each of these hears of the range", () => {
    expect(lines(inside)).toEqual([
      "two-9 adjoining one-1 asker",
      "one-1 adjoining two-9 holder",
      "one-2 adjoining two-9 holder",
      "one-3 adjoining two-9 holder",
    ]);
  });
  test("of none where it was told of that case before, and of another case all the same", () => {
    const pairs = [...inside, { own: range, other: record(three, 4, "198.51.100.4") }];
    expect(lines(pairs, (id, other) => id === "two-9" && other === one).filter((line) => line.startsWith("two"))).toEqual([
      "two-9 adjoining three-4 asker",
    ]);
  });
  test("the same value first, then what gives more, so that the others join these", () => {
    const pairs = [
      ...inside,
      { own: range, other: record(one, 4, "198.51.100.4", "contact") },
      { own: range, other: record(one, 5, "198.51.100.0/24") },
    ];
    expect(lines(pairs).filter((line) => line.startsWith("two"))).toEqual(["two-9 same one-5 asker", "two-9 adjoining one-4 asker"]);
  });
  test("own records in the order of their numbers", () => {
    const pairs = [8, 7].map((number) => ({ own: record(two, number, "198.51.100.1"), other: record(one, 1, "198.51.100.1") }));
    expect(lines(pairs)).toEqual([
      "two-7 same one-1 asker",
      "one-1 same two-7 holder",
      "two-8 same one-1 asker",
      "one-1 same two-8 holder",
    ]);
  });
  test.each<[Share, Share, readonly string[]]>([
    ["silent", "silent", []],
    ["silent", "hit", ["two-2 same one-1 asker"]],
    ["hit", "silent", ["one-1 same two-2 holder"]],
    ["hit", "hit", ["one-1 same two-2 holder", "two-2 same one-1 asker"]],
  ])("share:%s, logged after another case's share:%s", (mine, theirs, expected) => {
    expect(lines([{ own: record(one, 1, "198.51.100.7", theirs), other: record(two, 2, "198.51.100.7", mine) }])).toEqual(expected);
  });
  test("two that were logged at once: the first by id holds", () => {
    const at = new Date(0);
    const sides = sidesOf(
      [{ own: { ...record(two, 2, "198.51.100.7"), loggedAt: at }, other: { ...record(one, 1, "198.51.100.7"), loggedAt: at } }],
      nobody,
    );
    expect(sides.map(({ own, side }) => [own.id, side])).toEqual([
      ["two-2", "asker"],
      ["one-1", "holder"],
    ]);
  });
});
