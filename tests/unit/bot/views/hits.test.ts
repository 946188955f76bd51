import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, now } from "../../../support/stores.ts";

const hit: HitLine = { ref: "HIT-7", own: "IOC-9", kind: "domain", side: "asker", match: "same", at: now, share: "hit" };
const shown = (more: Partial<HitLine>) =>
  render({ type: "hit-shown", codes: caseDefaults, hit: { ...hit, ...more } }, { prefix: "/" }).text;

test("a record that the other case discloses is shown with its codes, and an H3 with its conditions", () => {
  const disclosed = { ...caseDefaults, handling: ["H1", "H3"], share: "open", tlp: "green" } as const;
  const text = shown({
    share: "open",
    contact: { userId: anna, country: "NL" },
    value: "one.example",
    disclosed,
    conditions: "by hand only",
  });
  expect(text.split("\n").slice(1)).toEqual([
    `Contact: NL desk, ${anna}`,
    "Its record: one[.]example",
    "Its conditions (H3): by hand only",
    "TLP:GREEN · PAP:AMBER · H1+H3 · X4 · share:open",
    "2026-11-02 14:00 UTC",
  ]);
});

test("of one that discloses nothing there are no codes but its share", () => {
  expect(shown({})).toBe(
    "HIT-7: another case holds your IOC-9 (domain). Nothing more may be shown.\nthe other's share:hit · 2026-11-02 14:00 UTC",
  );
});
