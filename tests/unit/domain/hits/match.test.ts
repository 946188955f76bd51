import { expect, test } from "vitest";
import { matchOf, raisesHits } from "#domain/hits/match.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";

const warned = { list: "public DNS resolvers" };

test.each([
  [{ withdrawn: false, refuted: false }, true],
  [{ withdrawn: false, refuted: false, warned: undefined }, true],
  [{ withdrawn: true, refuted: false }, false],
  [{ withdrawn: false, refuted: true }, false],
  [{ withdrawn: false, refuted: false, warned }, false],
])("%j raises hits: %s", (record, raises) => {
  expect(raisesHits(record)).toBe(raises);
});

test.each([
  ["the same value", "domain", "evil.example", "domain", "evil.example", "same"],
  ["one inside the other", "ipv4", "198.51.100.7", "ipv4-cidr", "198.51.100.0/24", "adjoining"],
  ["the same text of another kind", "domain", "evil.example", "hostname", "evil.example", "adjoining"],
] as const)("%s", (_what, kind, value, otherKind, otherValue, match) => {
  const [one, other] = [storedIndicator(kind as "domain", value), storedIndicator(otherKind as "domain", otherValue)];
  expect([matchOf(one, other), matchOf(other, one)]).toEqual([match, match]);
});
