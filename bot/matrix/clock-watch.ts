import type { Log } from "../runtime/log.ts";
import type { HearDate, Homeserver } from "./homeserver.ts";

/** Beyond this commands count as late, or as sent in the future, that are neither. */
export const clockLimitMs = 30_000;
/** An answer that took longer says too little: the date in it may be of its beginning (Synapse's) or of its end. */
const quickMs = 5_000;
/** How often the homeserver is asked; an idle bot's other requests are slow on purpose. */
const everyMs = 60_000;

/**
 * How far a clock that said `date` is ahead of ours, in milliseconds, at least; 0 if it may be right. `date` is cut to the second
 * (RFC 9110, section 5.6.7), and was read at some time from `asked` to `answered`.
 */
export function clockOffset(date: Date, asked: Date, answered: Date): number {
  const ahead = date.getTime() - answered.getTime();
  const behind = asked.getTime() - (date.getTime() + 1_000);
  return ahead > 0 ? ahead : behind > 0 ? -behind : 0;
}

/** Our clock against the homeserver's. */
export interface ClockWatch {
  /** Takes the date of an answer. */
  readonly note: HearDate;
  /** Milliseconds by which the homeserver's clock is ahead of ours (behind: negative), when beyond 30 s; else undefined. */
  readonly off: number | undefined;
  /** Asks now and then, so that there are quick answers; returns what ends that. */
  start(homeserver: Pick<Homeserver, "versions">): () => void;
}

/** Warns in the log once when the clocks are more than 30 s apart, and tells it once when they are no longer. */
export function openClockWatch(log: Pick<Log, "warn" | "info">): ClockWatch {
  let off: number | undefined;
  return {
    note(date, asked, answered) {
      if (answered.getTime() - asked.getTime() > quickMs) return;
      const offset = clockOffset(date, asked, answered);
      const before = off;
      off = Math.abs(offset) > clockLimitMs ? offset : undefined;
      if (before === undefined && off !== undefined)
        log.warn("clock", { outcome: off > 0 ? "ours is behind" : "ours is ahead", ms: Math.abs(off) });
      if (before !== undefined && off === undefined) log.info("clock", { outcome: "right again" });
    },
    get off() {
      return off;
    },
    start(homeserver) {
      // a failure is for others to see
      const ask = (): void => void homeserver.versions(quickMs).catch(() => {});
      const timer = setInterval(ask, everyMs);
      timer.unref();
      ask();
      return () => clearInterval(timer);
    },
  };
}
