import type { Indicator } from "#domain/indicators/indicator.ts";
import type { At, Result } from "#domain/primitives/result.ts";

/** A piece of the command's own line that is no option. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly at: At;
}

/** One line of pasted values as typed, options cut out. `line` counts from 1. */
export interface Row {
  readonly line: number;
  readonly text: string;
  /** The line below with the blanks around it. */
  readonly raw?: string;
  /** Only line 1 has them: the lines below are read by the command. */
  readonly words?: readonly Word[];
}
/** One typed value and what it was read as. */
export interface Value {
  readonly line: number;
  readonly read: Result<Indicator>;
}
