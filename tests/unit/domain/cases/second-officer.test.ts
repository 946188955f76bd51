import { expect, test } from "vitest";
import type { CaseOfficer, CaseRole } from "#domain/cases/case.ts";
import { oneOf, secondOfficers } from "#domain/cases/second-officer.ts";
import { type UserId, userId } from "#domain/primitives/ids.ts";

const user = (name: string): UserId => {
  const found = userId(`@${name}:one.example`);
  if (found === undefined) throw new Error("not a user id");
  return found;
};
const officer = (name: string, role: CaseRole, isThere = true): CaseOfficer => ({
  userId: user(name),
  role,
  ofCase: true,
  ...(isThere && { since: new Date(0) }),
});

test("a second officer is in the room, somebody else, and does more than read; leads come first", () => {
  const all = [
    officer("one", "read"),
    officer("two", "contribute"),
    officer("three", "lead"),
    officer("four", "lead"),
    officer("five", "lead", false),
    officer("six", "contribute"),
  ];
  const second = (by: string) => secondOfficers(all, user(by)).map((one) => one.userId.slice(1, one.userId.indexOf(":")));
  expect(second("three")).toEqual(["four", "two", "six"]);
  expect(second("nobody")).toEqual(["three", "four", "two", "six"]);
  expect(secondOfficers([officer("one", "lead")], user("one"))).toEqual([]);
});

test("who was asked before is asked still, as long as they may", () => {
  const may = [user("one"), user("two")];
  expect(oneOf(may, undefined)).toBe(user("one"));
  expect(oneOf(may, user("two"))).toBe(user("two"));
  expect(oneOf(may, user("three"))).toBe(user("one"));
  expect(oneOf([], user("one"))).toBeUndefined();
});
