import { isKey, keys } from "./keys.ts";

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; words longer than 24 count as far apart. */
export function distance(a: string, b: string): number {
  if (a.length > 24 || b.length > 24) return Number.POSITIVE_INFINITY;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The closest of `words` within `most` edits; of equals the first. */
export function nearest(typed: string, words: readonly string[], most: number): string | undefined {
  const word = typed.toLowerCase();
  let found: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of words) {
    const edits = distance(word, candidate);
    if (edits <= most && edits < (found?.edits ?? most + 1)) found = { word: candidate, edits };
  }
  return found?.word;
}

const separated = /^([a-z]{2,12})([:：=])(?!\/\/)(.*)$/iu;
const dashed = /^[-–—]+([a-z]{1,12})[=:：]?(.*)$/iu;
/** Two colons or more and nothing but hexadecimal groups: `dead:beef::1` is no mistyped `lead:`. */
const ipv6 = /^(?=[^:]*:[^:]*:)[\da-f:.%[\]/]+$/iu;

/** A word that was probably meant as an option, and how to write it; a typing error must not turn a protection into a value. */
export function mistypedOption(typed: string): { readonly typed: string; readonly suggestion: string } | undefined {
  if (ipv6.test(typed)) return undefined;
  const [, dashedKey = "", dashedRest = ""] = dashed.exec(typed) ?? [];
  if (isKey(dashedKey))
    return { typed: typed.slice(0, typed.length - dashedRest.length), suggestion: `${dashedKey.toLowerCase()}:${dashedRest}` };
  const [, key, sign, rest = ""] = separated.exec(typed) ?? [];
  if (key === undefined) return undefined;
  const meant = isKey(key) ? key.toLowerCase() : sign === "=" ? undefined : nearest(key, keys, 1);
  return meant === undefined ? undefined : { typed: `${key}${sign}`, suggestion: `${meant}:${rest}` };
}
