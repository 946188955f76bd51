import type { Untaken } from "#domain/alerts/source.ts";
import type { ReceiverStorage } from "../../../storage/index.ts";
import { startLoop } from "../../engine/loop.ts";

/** Counts what was not taken: in memory first, so that a flood of refusals is one small statement a second. */
export interface Tallying {
  /** Without a source: at an address of none. */
  add(why: Untaken, source?: string): void;
  /** Writes what is counted and ends. */
  stop(): Promise<void>;
}

const everyMs = 1_000;

/** A fault leaves the counts for the next time. */
export function openTally(storage: ReceiverStorage, onFault: (fault: unknown) => void): Tallying {
  const counts = new Map<string, { source?: string; why: Untaken; times: number }>();

  async function flush(): Promise<void> {
    const taken = [...counts.values()];
    if (taken.length === 0) return;
    counts.clear();
    try {
      await storage.transaction((tx) => tx.receiver.count(taken));
    } catch (fault) {
      for (const { why, source, times } of taken) add(why, source, times);
      onFault(fault);
    }
  }
  function add(why: Untaken, source: string | undefined, times: number): void {
    const key = `${why} ${source ?? ""}`;
    const before = counts.get(key)?.times ?? 0;
    counts.set(key, { why, times: before + times, ...(source !== undefined && { source }) });
  }

  const line = startLoop(flush);
  const timer = setInterval(line.wake, everyMs);
  return {
    add: (why, source) => add(why, source, 1),
    async stop() {
      clearInterval(timer);
      await line.stop();
      await flush();
    },
  };
}
