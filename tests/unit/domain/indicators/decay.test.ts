import fc from "fast-check";
import { expect, test } from "vitest";
import { baseOf, type Decaying, expired, score } from "#domain/indicators/decay.ts";
import { kinds } from "#domain/indicators/indicator.ts";

const t0 = new Date("2026-11-02T14:00:00Z");
const day = 86_400_000;
const after = (days: number) => new Date(t0.getTime() + days * day);
const address: Decaying = { kind: "ipv4", evaluation: "A1", lastSeenAt: t0, doubts: 0, refuted: false };

test.each([
  ["A1", 100],
  ["B2", 75],
  ["C4", 50],
  ["X4", 50],
  ["A4", 75],
] as const)("%s begins at %i", (evaluation, base) => {
  expect(baseOf(evaluation)).toBe(base);
  expect(score({ ...address, evaluation }, t0)).toBe(base);
});

// base × (1 − (t/τ)^(1/δ)), worked by hand
test.each([
  ["an address after a day", "ipv4", 1, 85],
  ["an address after a quarter of its 45 days", "ipv4", 11.25, 50],
  ["an address at its end", "ipv4", 45, 0],
  ["a domain half through its 120 days", "domain", 60, 29],
  ["a URL after two weeks", "url", 15, 50],
  ["an e-mail address half through its 180 days", "email", 90, 50],
  ["a hash half through its five years", "sha256", 912.5, 75],
  ["a wallet after ten years", "btc", 3_650, 100],
  ["an account after ten years", "telegram", 3_650, 100],
] as const)("%s", (_what, kind, days, left) => {
  expect(score({ ...address, kind }, after(days))).toBe(left);
});

test("a sighting begins anew, a clock set back changes nothing", () => {
  expect(score({ ...address, lastSeenAt: after(40) }, after(41))).toBe(85);
  expect(score(address, after(-3))).toBe(100);
});

test("each doubt halves it, and whose it is takes it all", () => {
  expect(score({ ...address, doubts: 1 }, t0)).toBe(50);
  expect(score({ ...address, doubts: 2 }, t0)).toBe(25);
  expect(score({ ...address, doubts: 1, refuted: true }, t0)).toBe(0);
});

test("expired is what has no lifetime left, or is refuted", () => {
  expect(expired(address, after(44.9))).toBe(false);
  expect(expired(address, after(45))).toBe(true);
  expect(expired({ ...address, refuted: true }, t0)).toBe(true);
  expect(expired({ ...address, kind: "btc" }, after(9_999))).toBe(false);
  expect(expired({ ...address, doubts: 9 }, t0)).toBe(false);
});

const record = fc.record({
  kind: fc.constantFrom(...kinds),
  evaluation: fc.constantFrom("A1", "B2", "C3", "X4"),
  lastSeenAt: fc.constant(t0),
  doubts: fc.nat(5),
  refuted: fc.boolean(),
});

test("it is a whole number from 0 to what it began with, and never rises by waiting", () => {
  const ages = fc.tuple(fc.double({ min: -10, max: 4_000, noNaN: true }), fc.double({ min: 0, max: 4_000, noNaN: true }));
  fc.assert(
    fc.property(record, ages, (one, [age, more]) => {
      const [now, later] = [score(one, after(age)), score(one, after(age + more))];
      expect(Number.isInteger(now)).toBe(true);
      expect(now).toBeGreaterThanOrEqual(later);
      expect(later).toBeGreaterThanOrEqual(0);
      expect(now).toBeLessThanOrEqual(baseOf(one.evaluation));
    }),
  );
});

test("what has expired is worth nothing", () => {
  fc.assert(
    fc.property(record, fc.double({ min: 0, max: 4_000, noNaN: true }), (one, age) => {
      if (expired(one, after(age))) expect(score(one, after(age))).toBe(0);
    }),
  );
});
