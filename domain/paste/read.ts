import type { Pap, Tlp } from "#domain/codes/codes.ts";
import type { Marks } from "#domain/codes/markings.ts";
import type { Indicator, Kind } from "#domain/indicators/indicator.ts";
import type { Result } from "#domain/primitives/result.ts";
import type { Row } from "../../commands/framework/define.ts";
import { readFound } from "./found.ts";
import { readTyped } from "./typed.ts";

/** One typed value and what it was read as. */
export interface Value {
  readonly line: number;
  readonly read: Result<Indicator>;
}
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
