import { expect, test } from "vitest";
import { openBackoff } from "../../../../jobs/engine/backoff.ts";

const second = 1_000;
function backoffs() {
  let clock = 0;
  const kept = openBackoff(() => new Date(clock));
  return {
    ...kept,
    after(ms: number) {
      clock += ms;
    },
    /** Fails so often, each time when it may be tried again; the pauses in seconds. */
    fails: (what: string, refused: boolean, times: number) =>
      Array.from({ length: times }, () => {
        kept.failed(what, refused);
        const pause = kept.wait() ?? 0;
        clock += pause;
        return pause / second;
      }),
  };
}

test("what fails may be tried again after ever longer pauses, a refusal after longer ones than an outage", () => {
  expect(backoffs().fails("a", false, 8)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  expect(backoffs().fails("a", true, 12).slice(-3)).toEqual([2_560, 3_600, 3_600]);
});

test("each thing waits by itself, until it is done", () => {
  const kept = backoffs();
  kept.failed("a", true);
  expect([kept.may("a"), kept.may("b"), kept.isRefused("a"), kept.isRefused("b")]).toEqual([false, true, true, false]);
  kept.after(4 * second);
  kept.failed("b", false);
  expect([kept.may("a"), kept.wait()]).toEqual([false, second]);
  kept.after(second);
  expect([kept.may("a"), kept.may("b")]).toEqual([true, false]);
  // what may be tried and is not holds nobody up
  expect(kept.wait()).toBe(4 * second);
  kept.done("b");
  expect(kept.wait()).toBeUndefined();
});

test("who is asked for anew is tried at once, and is still known as refused", () => {
  const kept = backoffs();
  kept.failed("a", true);
  kept.forget();
  expect([kept.may("a"), kept.isRefused("a")]).toEqual([true, true]);
  kept.done("a");
  expect(kept.isRefused("a")).toBe(false);
});
