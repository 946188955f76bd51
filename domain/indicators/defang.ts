import type { Indicator } from "#domain/indicators/indicator.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";

/** How a view shows an indicator: no client makes a link of it, and it can be typed back as it is shown (except a text). */
export const defang = ({ kind, value }: Indicator, kinds: Kinds = known): string => kinds.of(kind).defang(value);
