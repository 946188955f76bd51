import type { Code, Ref } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";

/** How many records one command may name. */
export const mostRefs = 500;

/** Some clients escape what means something in Markdown. */
const dash = String.raw`\\?(?:-|–|—|…|\.{2,3})`;

/** One id: `IOC-12`, in any case, or `12` after its noun. Numbers count from 1 and have at most nine digits. */
export const ref = <const C extends Code>(code: C): Reader<Ref<C>> => ({
  expects: `${code}-12`,
  read: (typed) => {
    const found = Number(new RegExp(`^(?:${code}\\\\?-)?(\\d{1,9})$`, "iu").exec(typed)?.[1] ?? 0);
    return found > 0 ? ok<Ref<C>>(`${code}-${found}`) : unreadable(typed, code);
  },
});

/** Ids and ranges, separated by commas: `1-37,40`, `IOC-51…87`. In order of typing, each once, at most 500. */
export const refs = <const C extends Code>(code: C): Reader<readonly Ref<C>[]> => {
  const piece = new RegExp(`^(?:${code}\\\\?-)?(\\d{1,9})(?:${dash}(?:${code}\\\\?-)?(\\d{1,9}))?$`, "iu");
  return {
    expects: `${code}-12, 12 or 1-37,40`,
    read: (typed) => {
      const numbers = new Set<number>();
      const pieces = typed.split(/[,;]/u).filter((text) => text !== "");
      for (const text of pieces) {
        const [, from, to = from] = piece.exec(text) ?? [];
        const first = Number(from ?? 0);
        const last = Number(to ?? 0);
        if (first < 1 || last < first) return unreadable(typed, code);
        if (last - first >= mostRefs) return fail({ code: "too-many", most: mostRefs });
        for (let number = first; number <= last; number++) numbers.add(number);
      }
      if (numbers.size === 0) return unreadable(typed, code);
      if (numbers.size > mostRefs) return fail({ code: "too-many", most: mostRefs });
      return ok([...numbers].map((number): Ref<C> => `${code}-${number}`));
    },
  };
};

/** Numbers from `first` to `last`. */
export interface Span {
  readonly first: number;
  readonly last: number;
}
/** One id or one range of any length, to look at and not to change: `IOC-12`, `1-3000`. */
export const span = (code: Code): Reader<Span> => {
  const piece = new RegExp(`^(?:${code}\\\\?-)?(\\d{1,9})(?:${dash}(?:${code}\\\\?-)?(\\d{1,9}))?$`, "iu");
  return {
    expects: "1-50",
    read: (typed) => {
      const [, from = "0", to = from] = piece.exec(typed) ?? [];
      const [first, last] = [Number(from), Number(to)];
      return first < 1 || last < first ? unreadable(typed, code) : ok({ first, last });
    },
  };
};

const unreadable = (typed: string, code: Code): Result<never> =>
  fail({
    code: "unreadable",
    typed: `"${typed}"`,
    expected: code,
    write: { code: "write", forms: [`${code}-12`, "12"] },
  });
/** The number in a reference, NaN if there is none. */
export const numberOf = (ref: Ref): number => Number(ref.slice(ref.indexOf("-") + 1));
