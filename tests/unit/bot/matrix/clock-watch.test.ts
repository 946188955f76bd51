import { expect, test } from "vitest";
import { clockOffset, openClockWatch } from "../../../../bot/matrix/clock-watch.ts";

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1_000);

test.each([
  ["the same clock, its second cut off", 10, 10.4, 10.9, 0],
  ["a second that began during the request", 11, 10.9, 11.2, 0],
  ["an answer whose date is of the beginning of a slow request", 10, 10.1, 40, 0],
  ["a clock ahead, by as much as is certain", 52, 10, 11, 41_000],
  ["a clock behind, by as much as is certain", 10, 52, 53, -41_000],
])("%s", (_what, date, asked, answered, offset) => {
  expect(clockOffset(at(date), at(asked), at(answered))).toBe(offset);
});

function watched() {
  const told: unknown[] = [];
  const log = {
    warn: (...line: unknown[]) => void told.push(["warn", ...line]),
    info: (...line: unknown[]) => void told.push(["info", ...line]),
  };
  return { told, watch: openClockWatch(log) };
}

test("is told once when it is too far off, and once when it is right again", () => {
  const { told, watch } = watched();
  watch.note(at(10), at(10), at(10.1));
  expect([watch.off, told]).toEqual([undefined, []]);
  watch.note(at(141), at(100), at(100.1));
  watch.note(at(142), at(101), at(101.1));
  expect(watch.off).toBe(40_900);
  expect(told).toEqual([["warn", "clock", { outcome: "ours is behind", ms: 40_900 }]]);
  watch.note(at(122), at(102), at(102.1));
  expect(watch.off).toBeUndefined();
  expect(told.slice(1)).toEqual([["info", "clock", { outcome: "right again" }]]);
  watch.note(at(200), at(300), at(300.1));
  expect(told.slice(2)).toEqual([["warn", "clock", { outcome: "ours is ahead", ms: 99_000 }]]);
});

test("a slow answer says nothing of the clock", () => {
  const { told, watch } = watched();
  watch.note(at(141), at(100), at(100.1));
  watch.note(at(141), at(111), at(141));
  expect(watch.off).toBe(40_900);
  watch.note(at(1_000), at(100), at(130));
  expect(told).toHaveLength(1);
});
