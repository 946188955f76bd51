import { expect, test, vi } from "vitest";
import { openTurns } from "../../../../bot/outbox/turns.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("without a limit nobody waits for anybody", async () => {
  const turns = openTurns(() => 0);
  await turns.take(false);
  await turns.take(true);
  await turns.take(false);
});

test("under a limit it is one at a time, what rings first, and after it all at once again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let now = 0;
  const turns = openTurns(() => now);
  const went: string[] = [];
  const ends = new Map<string, () => void>();
  const go = (name: string, rings = false) =>
    void turns.take(rings).then((end) => {
      went.push(name);
      ends.set(name, end);
    });
  const passes = async (ms: number) => {
    now += ms;
    vi.advanceTimersByTime(ms);
    await settled();
  };
  turns.limited(1_000);
  go("answer 1");
  go("answer 2");
  go("alarm 1", true);
  go("alarm 2", true);
  await passes(999);
  expect(went).toEqual([]);
  await passes(1);
  expect(went).toEqual(["alarm 1"]);
  // it is refused as well
  turns.limited(500);
  ends.get("alarm 1")?.();
  ends.get("alarm 1")?.();
  go("alarm 1 again", true);
  await passes(499);
  expect(went).toEqual(["alarm 1"]);
  await passes(1);
  expect(went).toEqual(["alarm 1", "alarm 2"]);
  for (const [ended, begun] of [
    ["alarm 2", "alarm 1 again"],
    ["alarm 1 again", "answer 1"],
    ["answer 1", "answer 2"],
  ] as const) {
    ends.get(ended)?.();
    await settled();
    expect(went.at(-1)).toBe(begun);
  }
  ends.get("answer 2")?.();
  go("free 1");
  go("free 2");
  await settled();
  expect(went.slice(-2)).toEqual(["free 1", "free 2"]);
  vi.useRealTimers();
});

test("a stop lets all go that wait", async () => {
  const turns = openTurns(() => 0);
  turns.limited(60_000);
  const all = Promise.all([turns.take(false), turns.take(true), turns.take(false)]);
  turns.stop();
  await all;
  await turns.take(false);
});
