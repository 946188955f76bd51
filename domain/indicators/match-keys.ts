import type { Indicator } from "#domain/indicators/indicator.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import type { MatchKeys } from "#domain/kinds/traits/keys.ts";

export type { MatchKeys };

/** The keys of an indicator; each list is without repeats, and no key is in both. */
export const matchKeys = ({ kind, value }: Indicator, kinds: Kinds = known): MatchKeys => kinds.of(kind).keys(value, kind);
