/** Rounds of one task, never two at once. */
export interface Loop {
  /** A round now; asked for while one runs: one more after it. */
  wake(): void;
  /** No more rounds; resolves when the one that runs has ended. */
  stop(): Promise<void>;
}

/** `round` must not reject: it knows what its faults mean. */
export function startLoop(round: () => Promise<void>): Loop {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  function wake(): void {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = round().finally(() => {
      running = undefined;
      if (!again) return;
      again = false;
      wake();
    });
  }
  return {
    wake,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
