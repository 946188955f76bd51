import type { FatalError } from "#domain/primitives/fatal-error.ts";
import { MachineDied } from "./faults.ts";

/**
 * After a panic or a failed write the machine's promises may never settle. Everything that waits for it waits through
 * `guard`, which rejects as soon as `die` was called.
 */
export interface PanicGuard {
  guard<T>(work: Promise<T>): Promise<T>;
  die(why: FatalError): void;
  /** Why it died. */
  readonly dead: FatalError | undefined;
  /** Called once; at once if it has died already. */
  onDeath(listener: (why: FatalError) => void): void;
}

export function panicGuard(): PanicGuard {
  let dead: FatalError | undefined;
  const waiting = new Set<(why: FatalError) => void>();
  const listeners: ((why: FatalError) => void)[] = [];
  const life: PanicGuard = {
    guard(work) {
      if (dead !== undefined) {
        work.catch(() => {});
        return Promise.reject(dead);
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
            if (error instanceof WebAssembly.RuntimeError) life.die(new MachineDied());
            reject(dead ?? error);
          },
        );
      });
    },
    die(why) {
      if (dead !== undefined) return;
      dead = why;
      for (const reject of waiting) reject(why);
      waiting.clear();
      for (const listener of listeners) listener(why);
    },
    get dead() {
      return dead;
    },
    onDeath(listener) {
      if (dead === undefined) listeners.push(listener);
      else listener(dead);
    },
  };
  return life;
}
