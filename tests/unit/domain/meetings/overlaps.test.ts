import { expect, test } from "vitest";
import type { Meeting } from "#domain/meetings/meeting.ts";
import { overlaps } from "#domain/meetings/overlaps.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { anna, bruno, clara, now } from "../../../support/stores.ts";

const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
/** A meeting of an hour that is fixed for so many minutes from now. */
const meeting = (number: number, minutes: number, people: readonly UserId[]): Meeting => ({
  id: `018f0000-0000-7000-8000-00000000000${number}`,
  ref: `MEET-${number}`,
  title: "Table",
  minutes: 60,
  zone: "UTC",
  slots: [at(minutes + 1_000), at(minutes)],
  by: clara,
  plannedAt: now,
  participants: people.map((userId) => ({ userId, zone: "UTC" })),
  votes: [],
  fixed: { slot: 2, by: clara, at: now },
});
const one = meeting(1, 120, [anna, bruno]);

test.each([
  ["the same hour", meeting(2, 120, [bruno, clara]), [{ ref: "MEET-2", people: [bruno] }]],
  ["its last minute", meeting(2, 179, [anna, bruno]), [{ ref: "MEET-2", people: [anna, bruno] }]],
  ["the hour before, to its first minute", meeting(2, 61, [anna]), [{ ref: "MEET-2", people: [anna] }]],
  ["what begins when it ends", meeting(2, 180, [anna]), []],
  ["what ends when it begins", meeting(2, 60, [anna]), []],
  ["other people", meeting(2, 120, [clara]), []],
  ["itself", one, []],
  ["what was cancelled", { ...meeting(2, 120, [anna]), cancelled: { by: clara, at: now, reason: "x" } }, []],
])("beside %s", (_what, other, found) => {
  expect(overlaps(one, [other])).toEqual(found);
});
test("what is not fixed is at no time", () => {
  const { fixed: _, ...open } = meeting(2, 120, [anna]);
  expect(overlaps(one, [open])).toEqual([]);
  expect(overlaps(open, [one])).toEqual([]);
});
