/** Asks again every 50 ms until there is an answer; rejects after `ms`. The default is long enough for a busy two-core machine. */
export async function until<T>(found: () => T | undefined | Promise<T | undefined>, what: string, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const value = await found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${ms} ms: ${what}`);
}
