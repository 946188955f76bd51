import { expect, test } from "vitest";
import { dueOnTick } from "../../../../storage/outbox/tick.ts";

const tickMs = 30_000;
const at = (ms: number) => new Date(Date.parse("2026-11-02T14:00:00.000Z") + ms);
const after = (now: Date) => (dueOnTick(tickMs, now)?.getTime() ?? 0) - now.getTime();

test("nothing leaves before the next tick, which is the same whenever it was written, nor two thirds of one after it", () => {
  for (const ms of [1, 10_000, 29_999, 30_000]) {
    const dues = Array.from({ length: 300 }, () => dueOnTick(tickMs, at(ms))?.getTime() ?? 0);
    expect(Math.min(...dues)).toBeGreaterThanOrEqual(at(30_000).getTime());
    expect(Math.max(...dues)).toBeLessThanOrEqual(at(50_000).getTime());
    // all of that while is used
    expect(Math.max(...dues) - Math.min(...dues)).toBeGreaterThan(15_000);
  }
  expect(after(at(0))).toBeLessThanOrEqual(20_000);
});

test("of two that are written together each comes first as often, and how far apart they are says nothing", () => {
  const pairs = Array.from({ length: 2_000 }, () => [after(at(1)), after(at(1))] as const);
  const first = pairs.filter(([a, b]) => a < b).length;
  expect(first).toBeGreaterThan(850);
  expect(first).toBeLessThan(1_150);
  const close = pairs.filter(([a, b]) => Math.abs(a - b) < 1_000).length;
  // of 20 seconds, by chance alone about a tenth
  expect(close).toBeLessThan(400);
});

test("without a tick it leaves at once", () => {
  expect(dueOnTick(0, at(1))).toBeUndefined();
});
