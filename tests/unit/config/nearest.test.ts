import { expect, test } from "vitest";
import { nearestName } from "../../../config/nearest.ts";

test.each([
  ["GRACEE", "GRACE"],
  ["STROY", "STORY"],
  ["DAT", "DATA"],
  ["", "DATA"],
  ["GRACE", "GRACE"],
])("%s is nearest to %s", (typed, name) => {
  expect(nearestName(typed, ["STORY", "GRACE", "DATA"])).toBe(name);
});
