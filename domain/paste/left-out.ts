import type { Indicator } from "#domain/indicators/indicator.ts";
import { type LeftOut, leftOut } from "#domain/indicators/left-out.ts";
import type { Row } from "#domain/paste/row.ts";

/** Of one value; more are not named. */
const most = 8;

/** Finds what the typed rows held beside a value that was read from them; each once, in order of typing. */
export function leftOutOf(rows: readonly Row[]): (of: Indicator) => readonly LeftOut[] {
  const found = new Map<string, LeftOut[]>();
  for (const { text } of rows)
    for (const word of text.split(/[\s,;|]+/u)) {
      const one = leftOut(word);
      if (one === undefined) continue;
      const known = found.get(keyOf(one.indicator)) ?? [];
      const fresh = one.parts.filter(({ what, text: part }) => !known.some((before) => before.what === what && before.text === part));
      found.set(keyOf(one.indicator), [...known, ...fresh].slice(0, most));
    }
  return (of) => found.get(keyOf(of)) ?? [];
}

const keyOf = ({ kind, value }: Indicator): string => `${kind} ${value}`;
