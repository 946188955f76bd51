import { expect, test } from "vitest";
import { type Codes, caseDefaults, type Share } from "#domain/codes/codes.ts";
import { contactOf, type HitFacts, hitLine } from "#domain/hits/hit.ts";
import { userId } from "#domain/primitives/ids.ts";

const bruno = userId("@bruno:one.example");
if (bruno === undefined) throw new Error("not a user id");
const at = new Date("2026-11-02T14:00:00Z");
const codes: Codes = { ...caseDefaults, handling: ["H0"] };
const facts = (own: Share, other: Share, withdrawn: "own" | "other" | "neither" = "neither"): HitFacts => ({
  ref: "HIT-7",
  side: "asker",
  match: "same",
  at,
  own: { ref: "IOC-91", kind: "domain", codes: { ...codes, share: own }, withdrawn: withdrawn === "own" },
  other: { codes: { ...codes, share: other }, withdrawn: withdrawn === "other", value: "evil.example", by: bruno },
});
const always = { ref: "HIT-7", own: "IOC-91", kind: "domain", side: "asker", match: "same", at };
const contact = { userId: bruno, country: "FR" };

test.each([
  ["hit", "hit", "neither", { share: "hit" }],
  ["silent", "hit", "neither", { share: "hit" }],
  ["hit", "silent", "neither", { share: "hit" }],
  ["hit", "contact", "neither", { share: "contact", contact, disclosed: { ...codes, share: "contact" } }],
  ["hit", "open", "neither", { share: "open", contact, disclosed: { ...codes, share: "open" }, value: "evil.example" }],
  ["contact", "hit", "neither", { share: "hit", gave: "contact" }],
  ["open", "hit", "neither", { share: "hit", gave: "open" }],
  ["open", "open", "neither", { share: "open", gave: "open", contact, disclosed: { ...codes, share: "open" }, value: "evil.example" }],
  ["open", "open", "own", { share: "open", contact, disclosed: { ...codes, share: "open" }, value: "evil.example" }],
  ["open", "open", "other", { share: "hit", gave: "open" }],
] as const)("own share:%s, the other's share:%s, withdrawn: %s", (own, other, withdrawn, expected) => {
  const line = hitLine(facts(own, other, withdrawn), (user) => (user === bruno ? "FR" : undefined));
  expect(line).toEqual({ ...always, ...expected });
  expect(contactOf(facts(own, other, withdrawn))).toBe("contact" in expected ? bruno : undefined);
});

test("somebody of no country is a contact all the same", () => {
  expect(hitLine(facts("hit", "contact"), () => undefined).contact).toEqual({ userId: bruno });
});
