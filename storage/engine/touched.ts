import { type Touched, touchable } from "../contract/touched.ts";

/** Who wants to know of commits, in this process. */
export interface Wakes {
  on(what: Touched, wake: () => void): () => void;
  tell(touched: ReadonlySet<Touched>): void;
}

export function openWakes(): Wakes {
  const wakes = new Map<Touched, Set<() => void>>(touchable.map((what) => [what, new Set()]));
  return {
    on(what, wake) {
      wakes.get(what)?.add(wake);
      return () => void wakes.get(what)?.delete(wake);
    },
    tell(touched) {
      for (const what of touched) for (const wake of wakes.get(what) ?? []) wake();
    },
  };
}

/** What other processes are sent: who sends it, so that a process does not hear itself, and names of what was touched. */
export const announcement =
  (from: string) =>
  (touched: ReadonlySet<Touched>): string =>
    [from, ...touched].join(" ");

/** Empty for what `self` sent, and for words of a version that knows more. */
export function announced(payload: string, self: string): ReadonlySet<Touched> {
  const [from, ...words] = payload.split(" ");
  return new Set(from === self ? [] : touchable.filter((what) => words.includes(what)));
}
