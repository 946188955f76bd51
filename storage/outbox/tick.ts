import { randomInt } from "node:crypto";

/**
 * When a message leaves that was written `now`: at the next multiple of `tickMs`, and up to two thirds of it later, drawn for
 * each message alone. Two rooms that hear of one hit are then two among all that hear something after that tick, in either
 * order. Undefined without a tick.
 */
export function dueOnTick(tickMs: number, now: Date): Date | undefined {
  if (tickMs === 0) return undefined;
  const tick = Math.ceil(now.getTime() / tickMs) * tickMs;
  return new Date(tick + randomInt(Math.floor((tickMs * 2) / 3) + 1));
}
