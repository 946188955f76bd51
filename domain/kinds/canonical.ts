declare const canonical: unique symbol;
/** Refanged, normalised, validated; applying the normalisation twice changes nothing. Only this file makes one. */
export type Canonical = string & { readonly [canonical]: true };

/** A value that a kind has just read, or that was canonical when our own row was written; for `defineKind` and storage only. */
// the brand has no other source than this file
export const trusted = (value: string): Canonical => value as Canonical;
