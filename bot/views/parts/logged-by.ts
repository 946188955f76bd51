import type { Foreign } from "#domain/indicators/record.ts";
import { ranges } from "./facts.ts";
import { type Piece, person, text } from "./html.ts";

/** A line for each provider of these records. */
export const loggedBy = (foreign: readonly Foreign[]): readonly Piece[] =>
  [...Map.groupBy(foreign, ({ provider }) => provider)].map(
    ([provider, all]) => text`Logged by ${person(provider)}: ${ranges(all.map(({ ref }) => ref))}`,
  );
