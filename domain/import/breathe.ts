/** Lets whatever else waits have its turn: a large file is read in steps, between which the bot answers. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Breathes once in `every` calls. */
export function pacer(every: number): () => Promise<void> | undefined {
  let done = 0;
  return () => {
    done += 1;
    return done % every === 0 ? breathe() : undefined;
  };
}
