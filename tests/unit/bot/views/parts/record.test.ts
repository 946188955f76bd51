import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { render } from "../../../../../bot/views/index.ts";
import { anna, bruno, now } from "../../../../support/stores.ts";

const indicator = storedIndicator("domain", "one.example");
/** What `/ioc show` says of one change of a record. */
function changed(was: ChangeLine["was"], after: ChangeLine["now"]): string | undefined {
  const record = {
    ...({ ref: "IOC-1" } as const),
    ...{ indicator, codes: caseDefaults, again: false, loggedBy: anna, loggedAt: now, lastSeenAt: now },
    ...{ timesSeen: 1, tags: [] },
  } as const;
  const history = { sightings: [], doubts: [], changes: [{ at: now, by: bruno, was, now: after }], older: 0 };
  const notice = { type: "indicator-shown", codes: caseDefaults, record, findings: [], history, now } as const;
  const found = render(notice, { prefix: "/" }).text.split("\n");
  return found.find((line) => line.startsWith("Changed"))?.replace(`Changed 2026-11-02 14:00 UTC by ${bruno}: `, "");
}
const codes = (some: Partial<Codes>) => ({ codes: { ...caseDefaults, ...some } });
const permitted = (share: "hit" | "contact" | "open") => ({ permitted: { by: bruno, at: now, share } });

test.each<[ChangeLine["was"], ChangeLine["now"], string]>([
  [codes({ only: ["NL"] }), codes({}), "only:NL → for all countries"],
  [codes({}), codes({ only: ["NL"] }), "for all countries → only:NL"],
  [codes({ only: ["NL"] }), codes({ only: ["FR", "NL"], tlp: "red" }), "TLP:AMBER · only:NL → TLP:RED · only:FR,NL"],
  [codes({ category: "victim", share: "silent" }), codes({}), "share:silent · cat:victim → share:hit · cat:unknown"],
  [{}, permitted("open"), "permission none → share:open"],
  [{ ...codes({ tlp: "red" }), ...permitted("hit") }, codes({}), "TLP:RED → TLP:AMBER"],
  [permitted("open"), permitted("contact"), "permission share:open → share:contact"],
  [{ ...codes({}), ...permitted("open") }, codes({ handling: ["H2"] }), "permission share:open → none; H1 → H2"],
])("the history says what was and what came instead: %j → %j", (was, after, expected) => {
  expect(changed(was, after)).toBe(expected);
});
