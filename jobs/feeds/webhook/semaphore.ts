/** Runs at most `most` at once, the others in the order in which they came. */
export function semaphore(most: number): <T>(act: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (act) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      // the turn is handed on, so that nobody who comes now gets in between
      if (next === undefined) running--;
      else next();
    }
  };
}
