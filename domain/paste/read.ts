import type { Pap, Tlp } from "#domain/codes/codes.ts";
import { foreignMarking, held } from "#domain/codes/foreign-markings.ts";
import { type Marks, raise } from "#domain/codes/markings.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import { readFound } from "#domain/paste/found.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { readTyped } from "#domain/paste/typed.ts";

/** What a block of pasted lines holds. */
export interface Pasted {
  /** One more than were wanted, at most. */
  readonly values: readonly Value[];
  /** The strictest marking that stands in the text. */
  readonly marking: { readonly tlp?: Tlp; readonly pap?: Pap };
}

/**
 * Reads line 1 and the pasted lines below it; markings are never values. With a kind, what stands there is of that kind, and of
 * kinds that hold blanks a line is one value. Nothing is passed over that may have been meant as a value. Reading ends with one
 * value more than `most`, of which what was read counts as well as what cannot be.
 */
export function readValues(rows: readonly Row[], as: Kind | undefined, most: number): Pasted {
  const marks: Marks = {};
  const values: Value[] = [];
  for (const value of as === undefined ? readFound(rows, marks, most) : readTyped(rows, as, marks, most)) {
    values.push(value);
    if (values.length > most) break;
  }
  if (values.length <= most) raise(marks, foreignIn(rows));
  return { values, marking: marks };
}

/** A level of another office in what is typed or pasted: nobody here knows what it allows, so it is the strictest. */
function foreignIn(rows: readonly Row[]): Marks {
  const foreign = foreignMarking(rows.map(({ text }) => text).join("\n"));
  return foreign === undefined ? {} : held(foreign);
}
