import type { ReadFile, Reading } from "#domain/import/reading.ts";
import type { Result } from "#domain/primitives/result.ts";

/** As long as a code lives: what its officer was shown is not read again on their `ok`. */
const keptMs = 10 * 60_000;
/** Rows of all readings that are kept. */
const mostRows = 200_000;

interface Kept {
  readonly until: number;
  readonly reading: Promise<Result<Reading>>;
  /** Undefined while it is read. */
  rows?: number;
}

/**
 * Remembers what was read, for the same bytes and the same wish: the question, the answer and the deed each ask for it. A fault
 * is not kept, and of many readings only the last ones are.
 */
export function openMemory(read: ReadFile, now: () => Date): ReadFile {
  const all = new Map<string, Kept>();
  const drop = (name: string, mine: Kept): void => void (all.get(name) === mine && all.delete(name));

  /** The oldest go until the rest is few enough; the newest stays, whatever it holds. */
  function makeRoom(): void {
    let held = 0;
    for (const [at, [name, one]] of [...all].toReversed().entries()) {
      held += one.rows ?? 0;
      if (at > 0 && held > mostRows) drop(name, one);
    }
  }

  return (file, wish) => {
    const name = JSON.stringify([file.sha256, file.name, file.mimetype, wish.columns]);
    const before = all.get(name);
    if (before !== undefined && before.until > now().getTime()) return before.reading;
    const mine: Kept = { until: now().getTime() + keptMs, reading: read(file, wish) };
    all.delete(name);
    all.set(name, mine);
    setTimeout(() => drop(name, mine), keptMs).unref();
    mine.reading.then(
      (found) => {
        if (!found.ok) return drop(name, mine);
        mine.rows = found.value.rows.length;
        makeRoom();
      },
      () => drop(name, mine),
    );
    return mine.reading;
  };
}
