import { expect, test } from "vitest";
import { doubling, pauseAfter } from "#domain/time/pauses.ts";

test("a pause doubles until the longest, which stays", () => {
  expect(doubling(1_000, 60_000)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  expect(doubling(5, 5)).toEqual([5]);
  expect([1, 2, 3, 4, 9].map((failures) => pauseAfter(failures, [5, 30, 300]))).toEqual([5, 30, 300, 300, 300]);
});
