/**
 * Who may send next while the homeserver limits how much we send. Without a limit everybody may at once; with one it is one
 * message at a time, and what rings goes first: an alarm does not wait behind the answers of other rooms.
 */
export interface Turns {
  /** Resolves when it is the caller's turn, with what ends it; a second call of that does nothing. */
  take(rings: boolean): Promise<() => void>;
  /** The homeserver wants nothing for so many milliseconds. */
  limited(ms: number): void;
  /** Lets everybody go. */
  stop(): void;
}

/** `clock`: milliseconds that only grow. */
export function openTurns(clock: () => number = () => performance.now()): Turns {
  const ringing: (() => void)[] = [];
  const others: (() => void)[] = [];
  let until = Number.NEGATIVE_INFINITY;
  let limiting = false;
  let taken = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    clearTimeout(timer);
    if (taken) return;
    const left = until - clock();
    if (left > 0 && !stopped) timer = setTimeout(next, left);
    else {
      const go = ringing.shift() ?? others.shift();
      limiting = !stopped && go !== undefined;
      taken = limiting;
      go?.();
      if (stopped && go !== undefined) next();
    }
  }
  /** Once: a second call would end somebody else's. */
  function ending(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      taken = false;
      next();
    };
  }

  return {
    async take(rings) {
      if (!limiting || stopped) return () => {};
      await new Promise<void>((resolve) => {
        (rings ? ringing : others).push(resolve);
        next();
      });
      return ending();
    },
    limited(ms) {
      until = Math.max(until, clock() + ms);
      limiting = true;
    },
    stop() {
      stopped = true;
      taken = false;
      next();
    },
  };
}
