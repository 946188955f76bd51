import { describe, expect, test } from "vitest";
import { invitees } from "#domain/meetings/invitees.ts";
import { duration } from "#domain/meetings/length.ts";
import { type Meeting, spanOf, tally, whyNoCancel, whyNoFix, whyNoVote, zonesOf } from "#domain/meetings/meeting.ts";
import { meetingReminders, stillRemind } from "#domain/meetings/reminders.ts";
import { slotNumber, votes } from "#domain/meetings/votes.ts";
import { anna, bruno, clara, now } from "../../../support/stores.ts";

const at = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const meeting: Meeting = {
  id: "018f0000-0000-7000-8000-00000000000a",
  ref: "MEET-1",
  title: "Sinkhole consultation",
  minutes: 90,
  zone: "Europe/Paris",
  slots: [at(24), at(48), at(72)],
  by: anna,
  plannedAt: now,
  participants: [
    { userId: anna, zone: "Europe/Amsterdam" },
    { userId: bruno, zone: "Europe/Paris" },
  ],
  votes: [
    { by: anna, slots: [1, 3] },
    { by: bruno, slots: [3] },
    { by: clara, slots: [2] },
  ],
};
const fixed: Meeting = { ...meeting, fixed: { slot: 2, by: anna, at: now } };
const off: Meeting = { ...fixed, cancelled: { by: anna, at: now, reason: "no quorum" } };
const fault = (code: string, more: object = {}) => ({ ok: false, fault: { code, ...more } });

test("zones stand once, that of the plan first", () => expect(zonesOf(meeting)).toEqual(["Europe/Paris", "Europe/Amsterdam"]));
test("only participants count", () => expect(tally(meeting)).toEqual([[anna], [], [anna, bruno]]));
test("it lasts as long as it was planned", () => {
  expect(spanOf(meeting)).toBeUndefined();
  expect(spanOf(fixed)).toEqual({ start: at(48), end: at(49.5) });
});

describe("what cannot be done any more", () => {
  test("to a slot", () => {
    expect(whyNoVote(meeting, bruno, [1, 2, 3], now)).toBeUndefined();
    expect(whyNoVote(meeting, bruno, [], at(100))).toBeUndefined();
    expect(whyNoVote(meeting, clara, [1], now)).toEqual(fault("not-participant", { ref: "MEET-1" }));
    expect(whyNoVote(meeting, bruno, [3, 4], now)).toEqual(fault("no-slot", { ref: "MEET-1", slot: 4, last: 3 }));
    expect(whyNoVote(meeting, bruno, [1, 2], at(24))).toEqual(fault("past", { typed: "slot 1", now: at(24) }));
    expect(whyNoFix(meeting, 2, now)).toBeUndefined();
    expect(whyNoFix(meeting, 1, at(25))).toMatchObject(fault("past"));
    expect(whyNoFix(meeting, 9, now)).toMatchObject(fault("no-slot"));
  });
  test("to a meeting that is fixed, cancelled or over", () => {
    for (const why of [
      (one: Meeting, when: Date) => whyNoVote(one, bruno, [3], when),
      (one: Meeting, when: Date) => whyNoFix(one, 3, when),
    ]) {
      expect(why(fixed, now)).toEqual(fault("meeting-fixed", { ref: "MEET-1", slot: 2 }));
      expect(why(off, now)).toEqual(fault("meeting-ended", { ref: "MEET-1", how: "cancelled" }));
      expect(why(fixed, at(50))).toEqual(fault("meeting-ended", { ref: "MEET-1", how: "over" }));
    }
    expect(whyNoCancel(meeting, at(100))).toBeUndefined();
    expect(whyNoCancel(fixed, at(49))).toBeUndefined();
    expect(whyNoCancel(fixed, at(49.5))).toMatchObject(fault("meeting-ended", { how: "over" }));
    expect(whyNoCancel(off, now)).toMatchObject(fault("meeting-ended", { how: "cancelled" }));
  });
});

describe("reminders", () => {
  test.each([
    [0.25, []],
    [0.3, [["soon", 0.05]]],
    [36, [["soon", 35.75]]],
    [
      36.1,
      [
        ["early", 12.1],
        ["soon", 35.85],
      ],
    ],
  ])("of a meeting in %d hours", (hours, expected) =>
    expect(meetingReminders(at(hours), now).map(({ kind, at: when }) => [kind, (when.getTime() - now.getTime()) / 3_600_000])).toEqual(
      expected.map(([kind, when]) => [kind, expect.closeTo(Number(when), 6)]),
    ),
  );
  test("are worth saying until the next one, or until the meeting is over, and not for one that is off", () => {
    expect(stillRemind(fixed, "early", at(24))).toBe(true);
    expect(stillRemind(fixed, "early", at(47.75))).toBe(false);
    expect(stillRemind(fixed, "soon", at(49))).toBe(true);
    expect(stillRemind(fixed, "soon", at(49.5))).toBe(false);
    expect(stillRemind(off, "soon", at(47.8))).toBe(false);
    expect(stillRemind(meeting, "soon", at(47.8))).toBe(false);
  });
});

test.each([
  ["60m", 60],
  ["1h30m", 90],
  ["1h30", 90],
  ["2H", 120],
  ["90", 90],
  ["45 min", 45],
  ["24h", 1_440],
])("%s lasts", (typed, minutes) => expect(duration.read(typed, now)).toEqual({ ok: true, value: minutes }));
test.each(["", "0m", "4m", "25h", "1d", "-1h", "h", "1h30m20s", "soon"])("%j is no length", (typed) =>
  expect(duration.read(typed, now)).toMatchObject(fault("unreadable")),
);

test.each([
  ["1,3", [1, 3]],
  ["3 1", [1, 3]],
  ["1-3, 2", [1, 2, 3]],
  ["#2", [2]],
  ["None", []],
])("a vote for %s", (typed, expected) => expect(votes.read(typed, now)).toEqual({ ok: true, value: expected }));
test.each(["", "0", "1,none", "all", "3-1", "100", "1-99"])("%j is no vote", (typed) =>
  expect(votes.read(typed, now)).toMatchObject({ ok: false }),
);
test("one slot", () => {
  expect(slotNumber.read("2", now)).toEqual({ ok: true, value: 2 });
  for (const typed of ["0", "1,2", "x"]) expect(slotNumber.read(typed, now)).toMatchObject(fault("unreadable"));
});

test("officers and countries can be asked, nobody else yet", () => {
  expect(invitees.read("@bruno, UK", now)).toEqual({ ok: true, value: [{ typed: "@bruno", name: "bruno" }, { country: "GB" }] });
  for (const typed of ["sector:banks", "@bruno,certeu", "guest@bank.example"])
    expect(invitees.read(typed, now)).toMatchObject(fault("unreadable", { write: "invitee" }));
});
