import type { Indicator } from "#domain/indicators/indicator.ts";

/** The warning list on which a value stands, and what it says of itself where that is short. */

export interface Warning {
  readonly list: string;
  readonly about?: string;
}
/** The warning list on which a value stands, a value that is everywhere and therefore says nothing. */
export type Warned = (indicator: Indicator) => Warning | undefined;
