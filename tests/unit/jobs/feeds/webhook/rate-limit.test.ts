import { expect, test } from "vitest";
import { rateLimit } from "../../../../../jobs/feeds/webhook/rate-limit.ts";
import { semaphore } from "../../../../../jobs/feeds/webhook/semaphore.ts";

test("two hundred at once, then two a second, each source by itself", () => {
  let at = 0;
  const rate = rateLimit(() => at);
  const takes = (source: string, times: number) => Array.from({ length: times }, () => rate.take(source)).filter(Boolean).length;
  expect(takes("one", 250)).toBe(200);
  expect(takes("two", 250)).toBe(200);
  at = 1_500;
  expect(takes("one", 10)).toBe(3);
  at = 1_000_000;
  expect(takes("one", 250)).toBe(200);
});

test("never more runs at once than are allowed, in the order of coming, also after a failure", async () => {
  const limited = semaphore(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const all = Array.from({ length: 7 }, (_, n) =>
    limited(async () => {
      most = Math.max(most, ++running);
      order.push(n);
      await new Promise(setImmediate);
      running--;
      if (n === 3) throw new Error("no");
    }),
  );
  const ended = await Promise.allSettled(all);
  expect(ended.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
});
