import { expect, test } from "vitest";
import { continueAfter, uuidv7 } from "../../../../storage/engine/uuid.ts";

test("it is a UUID of version 7 with the time in front", () => {
  const ms = Date.now() + 3_600_000;
  const id = uuidv7(ms);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(ms);
});

test("later ones are larger, within a millisecond, beyond its counter, and when the clock steps back", () => {
  const ms = Date.now() + 7_200_000;
  const ids = [...Array.from({ length: 10_000 }, () => uuidv7(ms)), uuidv7(ms - 60_000), uuidv7(ms - 60_000)];
  expect(ids.every((id, index) => index === 0 || (ids[index - 1] ?? "") < id)).toBe(true);
});

test("later ones are larger than one that another process made, and one of the past changes nothing", () => {
  const ms = Date.now() + 14_400_000;
  const foreign = `${uuidv7(ms).slice(0, 15)}ffe-bfff-ffffffffffff`;
  continueAfter(foreign);
  const next = [uuidv7(ms), uuidv7(ms), uuidv7(0)];
  continueAfter(uuidv7(0).replace(/^.{8}/u, "00000000"));
  const ids = [foreign, ...next, uuidv7(0)];
  expect(ids.every((id, index) => index === 0 || (ids[index - 1] ?? "") < id)).toBe(true);
});
