import type { FatalError } from "#domain/primitives/fatal-error.ts";
import { MachineDied } from "./faults.ts";

/**
 * After a panic or a failed write the machine's promises may never settle. Everything that waits for it waits through
 * `wait`, which rejects as soon as the machine was given up by `poison`.
 */
export interface PanicGuard {
  wait<T>(work: Promise<T>): Promise<T>;
  /** Nothing is taken from the machine any more. */
  poison(why: FatalError): void;
  /** Why it was. */
  readonly poisoned: FatalError | undefined;
  /** Called once; at once if it is poisoned already. */
  onPoisoned(listener: (why: FatalError) => void): void;
}

export function panicGuard(): PanicGuard {
  let poisoned: FatalError | undefined;
  const waiting = new Set<(why: FatalError) => void>();
  const listeners: ((why: FatalError) => void)[] = [];
  const guard: PanicGuard = {
    wait(work) {
      if (poisoned !== undefined) {
        work.catch(() => {});
        return Promise.reject(poisoned);
      }
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        work.then(
          (value) => {
            waiting.delete(reject);
            resolve(value);
          },
          (error: unknown) => {
            waiting.delete(reject);
            if (error instanceof WebAssembly.RuntimeError) guard.poison(new MachineDied());
            reject(poisoned ?? error);
          },
        );
      });
    },
    poison(why) {
      if (poisoned !== undefined) return;
      poisoned = why;
      for (const reject of waiting) reject(why);
      waiting.clear();
      for (const listener of listeners) listener(why);
    },
    get poisoned() {
      return poisoned;
    },
    onPoisoned(listener) {
      if (poisoned === undefined) listeners.push(listener);
      else listener(poisoned);
    },
  };
  return guard;
}
