import type { Codes } from "#domain/codes/codes.ts";

export { type Hearer, mayHear } from "#domain/codes/table.ts";

/** `TLP:RED only:NL,FR`, as the sentence instead of content names it. */
export const label = (codes: Codes): string => `TLP:${codes.tlp.toUpperCase()}${codes.only ? ` only:${codes.only.join(",")}` : ""}`;
