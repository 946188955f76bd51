/** How many somebody may do within a minute, and what follows. */
export interface Quota {
  /** Counts one of theirs. "open": it may be done. Else nothing is done until that moment; `first`: it is the one at which it closed. */
  take(who: string, now: Date): "open" | Closed;
  /** For whom nothing is done now. */
  closed(now: Date): readonly string[];
}
export interface Closed {
  readonly until: Date;
  readonly first: boolean;
}

const minuteMs = 60_000;
/** Whoever has been idle so long is forgotten, once so many are known. */
const mostKnown = 1_000;

interface Window {
  readonly began: number;
  readonly count: number;
  readonly closedUntil: number;
}

/**
 * At most so many a minute; one more closes for a minute from then, whatever comes meanwhile: a flood is answered once, and
 * who floods knows from when on they are heard again. A clock that is set back opens.
 */
export function quota(most: number): Quota {
  const windows = new Map<string, Window>();
  const idle = (window: Window, at: number): boolean => window.closedUntil <= at && at - window.began >= minuteMs;
  const isClosed = ({ closedUntil }: Window, at: number): boolean => closedUntil > at && closedUntil - at <= minuteMs;
  return {
    closed: (now) => [...windows].flatMap(([who, window]) => (isClosed(window, now.getTime()) ? [who] : [])),
    take(who, now) {
      const at = now.getTime();
      if (windows.size >= mostKnown) for (const [one, window] of windows) if (idle(window, at)) windows.delete(one);
      const known = windows.get(who);
      if (known !== undefined && isClosed(known, at)) return { until: new Date(known.closedUntil), first: false };
      const running = known !== undefined && at >= known.began && at - known.began < minuteMs && known.closedUntil === 0;
      const window = running ? { ...known, count: known.count + 1 } : { began: at, count: 1, closedUntil: 0 };
      const closes = window.count > most;
      windows.set(who, closes ? { ...window, closedUntil: at + minuteMs } : window);
      return closes ? { until: new Date(at + minuteMs), first: true } : "open";
    },
  };
}
