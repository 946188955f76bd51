import { expect, test } from "vitest";
import { startLoop } from "../../../../jobs/engine/loop.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("never two at once, and one more for all who asked meanwhile", async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const releases: (() => void)[] = [];
  const line = startLoop(async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => releases.push(resolve));
    running--;
    done++;
  });
  for (let times = 0; times < 5; times++) line.wake();
  releases.shift()?.();
  await turn();
  expect(done).toBe(1);
  releases.shift()?.();
  await turn();
  expect({ done, most, waiting: releases.length }).toEqual({ done: 2, most: 1, waiting: 0 });
});

test("stop waits for the round that runs and allows no other", async () => {
  let done = 0;
  const line = startLoop(async () => {
    await turn();
    done++;
  });
  line.wake();
  line.wake();
  await line.stop();
  line.wake();
  await turn();
  expect(done).toBe(1);
});
