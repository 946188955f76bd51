import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { FoundRecord } from "#domain/indicators/history.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { type CaseId, caseId, type UserId, userId } from "#domain/primitives/ids.ts";
import { gatePrivate } from "../../../../bot/gate/private-gate.ts";
import { gate } from "../../../../bot/gate/room-gate.ts";
import { render } from "../../../../bot/views/index.ts";
import type { Listener, Standing } from "../../../../storage/index.ts";

const anna: UserId =
  userId("@anna:x.test") ??
  (() => {
    throw new Error("not a user id");
  })();
const officer: OfficerLine = { userId: anna, name: "anna", country: "NL", role: "officer", zone: "UTC" };
const [logged, before, after] = [1, 0, 2].map((day) => new Date(Date.UTC(2026, 10, 1 + day))) as [Date, Date, Date];
const [one, two] = [caseId("one"), caseId("two")];
const sought = storedIndicator("domain", "evil.example");
const line = (of: CaseId, codes: Partial<Codes>): FoundRecord => ({
  case: of,
  caseRef: of === one ? "C-2026-0001" : "C-2026-0002",
  ref: "IOC-1",
  indicator: sought,
  codes: { ...caseDefaults, ...codes },
  loggedAt: logged,
  match: "same",
});
const found = (...lines: readonly FoundRecord[]): Notice => ({
  type: "indicators-found",
  codes: caseDefaults,
  sought,
  lines,
  cut: false,
  now: after,
});
const there = (since: Date): Listener => ({ userId: anna, since, ofCase: true, coordinator: false });
const room = (ofCase: boolean, ...listeners: readonly Listener[]): Standing => ({ ofCase, listeners });
const standing = new Map([
  [one, room(true, there(before))],
  [two, room(true, there(after))],
]);
const heard = (notice: Notice, of = standing) => {
  const verdict = gatePrivate(notice, officer, { cases: of, about: undefined }, logged);
  return verdict.decision === "allow" ? render(verdict.notice, { prefix: "/" }).text : verdict.decision;
};

test("each record goes by its own case: red only to who was in its room", () => {
  const both = heard(found(line(one, { tlp: "red" }), line(two, { tlp: "red" })));
  expect(both).toContain("evil[.]example: 1 record in your cases, newest first:\nC-2026-0001 IOC-1");
  expect(both).not.toContain("C-2026-0002");
});

test("what may not be heard reads like nothing at all", () => {
  const nothing = heard(found());
  expect(heard(found(line(two, { tlp: "red" })))).toBe(nothing);
  expect(heard(found(line(one, { only: ["FR"] })))).toBe(nothing);
  expect(heard(found(line(one, {})), new Map([[one, room(false)]]))).toBe(nothing);
});

test("it is never said in a room of several", () => {
  const caseRoom = { roomId: "!one" as never, kind: "case", case: one, safe: true } as const;
  expect(gate(found(line(one, { tlp: "amber" })), caseRoom, [there(before)], logged).decision).toBe("deny");
});
