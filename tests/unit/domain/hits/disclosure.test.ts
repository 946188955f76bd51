import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults, type Handling, handlings, type Share, type Tlp, tlps } from "#domain/codes/codes.ts";
import { type Disclosure, discloses, disclosure, ladder, learned, type Part, shareOf } from "#domain/hits/disclosure.ts";
import { userId } from "#domain/primitives/ids.ts";

const provider = userId("@anna:one.example");
if (provider === undefined) throw new Error("not a user id");
const limits = { everybody: {}, "only:NL": { only: ["NL"] } } as const;
type Limit = keyof typeof limits;

/** What leaves a live record: by its share, its TLP, and whether it is for certain countries only. */
const table: Readonly<Record<Share, Readonly<Record<Tlp, Readonly<Record<Limit, string>>>>>> = {
  silent: {
    red: { everybody: "", "only:NL": "" },
    "amber+strict": { everybody: "", "only:NL": "" },
    amber: { everybody: "", "only:NL": "" },
    green: { everybody: "", "only:NL": "" },
    clear: { everybody: "", "only:NL": "" },
  },
  hit: {
    red: { everybody: "hit", "only:NL": "hit" },
    "amber+strict": { everybody: "hit", "only:NL": "hit" },
    amber: { everybody: "hit", "only:NL": "hit" },
    green: { everybody: "hit", "only:NL": "hit" },
    clear: { everybody: "hit", "only:NL": "hit" },
  },
  contact: {
    red: { everybody: "hit", "only:NL": "hit" },
    "amber+strict": { everybody: "hit", "only:NL": "hit" },
    amber: { everybody: "hit codes contact", "only:NL": "hit" },
    green: { everybody: "hit codes contact", "only:NL": "hit" },
    clear: { everybody: "hit codes contact", "only:NL": "hit" },
  },
  open: {
    red: { everybody: "hit", "only:NL": "hit" },
    "amber+strict": { everybody: "hit", "only:NL": "hit" },
    amber: { everybody: "hit codes contact value", "only:NL": "hit" },
    green: { everybody: "hit codes contact value", "only:NL": "hit" },
    clear: { everybody: "hit codes contact value", "only:NL": "hit" },
  },
};
const shares = ["silent", "hit", "contact", "open"] as const satisfies readonly Share[];
const rows = shares.flatMap((share) =>
  tlps.flatMap((tlp) =>
    (["everybody", "only:NL"] as const).map((limit): [Share, Tlp, Limit, string] => [share, tlp, limit, table[share][tlp][limit]]),
  ),
);
const codesOf = (share: Share, tlp: Tlp, limit: Limit, handling: readonly Handling[] = ["H0"]): Codes => ({
  ...caseDefaults,
  share,
  tlp,
  handling,
  ...limits[limit],
});
const text = (parts: Disclosure) => [...parts].join(" ");

describe("what leaves a record", () => {
  test.each(rows)("share:%s TLP:%s for %s", (share, tlp, limit, expected) => {
    expect(text(disclosure({ codes: codesOf(share, tlp, limit), withdrawn: false }))).toBe(expected);
  });
  test.each(rows)("withdrawn, share:%s TLP:%s for %s: no more than the hit", (share, tlp, limit) => {
    expect(text(disclosure({ codes: codesOf(share, tlp, limit), withdrawn: true }))).toBe(share === "silent" ? "" : "hit");
  });
  test.each(handlings.slice(1))("%s without a permission: no more than the hit", (handling) => {
    for (const [share, tlp, limit] of rows)
      expect(text(disclosure({ codes: codesOf(share, tlp, limit, [handling]), withdrawn: false }))).toBe(share === "silent" ? "" : "hit");
  });
  test.each(handlings)("%s with one: what both share and permission give", (handling) => {
    for (const [share, tlp, limit, expected] of rows)
      for (const permits of shares) {
        const codes = codesOf(share, tlp, limit, [handling]);
        const permitted = { by: provider, at: new Date(0), share: permits };
        const held = disclosure({ codes: { ...codes, handling: ["H0"] }, withdrawn: false });
        expect(text(disclosure({ codes, permitted, withdrawn: false }))).toBe(
          handling === "H0" ? expected : text(held.intersection(ladder[permits])),
        );
      }
  });
});

describe("a case that was told of a hit", () => {
  test.each(rows)("learns of share:%s TLP:%s for %s what leaves, and that there is one", (share, tlp, limit, expected) => {
    const codes = codesOf(share, tlp, limit);
    expect(text(learned({ codes, withdrawn: false }))).toBe(share === "silent" ? "hit" : expected);
    expect(text(learned({ codes, withdrawn: true }))).toBe("hit");
  });
});

test.each<[Share, Share, boolean]>([
  ["silent", "hit", false],
  ["hit", "hit", false],
  ["contact", "contact", true],
  ["open", "open", true],
])("share:%s is named %s", (share, named, more) => {
  expect([shareOf(ladder[share]), discloses(ladder[share])]).toEqual([named, more]);
});

test("each step of the ladder gives what the one below gives, and what is shown of a record never goes without its codes", () => {
  for (const [at, share] of shares.entries()) {
    const below = shares[at - 1];
    expect(below === undefined || ladder[below].isSubsetOf(ladder[share])).toBe(true);
    expect(ladder[share].has("codes")).toBe(discloses(ladder[share]));
  }
});

test("what is granted beyond the codes is added, and is named by the highest share that it fills", () => {
  const granted: ReadonlySet<Part> = ladder.contact;
  const parts = learned({ codes: codesOf("hit", "red", "only:NL"), withdrawn: false }).union(granted);
  expect([text(parts), shareOf(parts)]).toEqual(["hit codes contact", "contact"]);
  expect(shareOf(new Set<Part>(["hit", "codes", "value"]))).toBe("hit");
});
