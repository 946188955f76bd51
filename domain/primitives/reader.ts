import { fail, ok, type Result } from "#domain/primitives/result.ts";

/** Turns one piece of text into a typed value. It never looks at another argument: what depends on two is settled by the handler. */
export interface Reader<T> {
  /** Shown in usage lines: `red|amber|green`. */
  readonly expects: string;
  /** It reads a text, a name or a value letter by letter as typed. All others read what was typed folded (`domain/text/fold.ts`). */
  readonly verbatim?: true;
  /** It reads full Matrix ids in which names and mentions stood: "one" person, the "desk" of a country as well, or "several" of both. */
  readonly people?: "one" | "desk" | "several";
  read(text: string, now: Date): Result<T>;
}

/** One of a closed list of words, in any case. */
export const choice = <const W extends string>(argument: string, allowed: readonly W[]): Reader<W> => ({
  expects: allowed.join("|"),
  read: (text) => {
    const found = allowed.find((word) => word.toLowerCase() === text.toLowerCase());
    return found === undefined ? fail({ code: "not-one-of", argument, allowed }) : ok(found);
  },
});
