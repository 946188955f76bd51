import type { Pap, Tlp } from "#domain/codes/codes.ts";
import type { Marks } from "#domain/codes/markings.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import { readFound } from "#domain/paste/found.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { readTyped } from "#domain/paste/typed.ts";

/** What a block of pasted lines holds. */
export interface Pasted {
  readonly values: readonly Value[];
  /** The strictest marking that stands in the text. */
  readonly marking: { readonly tlp?: Tlp; readonly pap?: Pap };
}

/**
 * Reads line 1 and the pasted lines below it; markings are never values. With a kind, what stands there is of that kind, and of
 * kinds that hold blanks a line is one value. Nothing is passed over that may have been meant as a value.
 */
export function readValues(rows: readonly Row[], as: Kind | undefined): Pasted {
  const marks: Marks = {};
  const values = as === undefined ? readFound(rows, marks) : readTyped(rows, as, marks);
  return { values, marking: marks };
}
