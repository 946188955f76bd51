import type { Category, Tlp } from "#domain/codes/codes.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import type { Span } from "#domain/primitives/ref.ts";

/** Which records of a case; what is absent lets all through. */
export interface RecordFilter {
  readonly kind?: Kind;
  readonly tag?: string;
  /** Logged since then. */
  readonly since?: Date;
  readonly tlp?: Tlp;
  readonly category?: Category;
  /** In any case, dots defanged or not. */
  readonly source?: string;
  /** Only numbers in one of these. */
  readonly spans?: readonly Span[];
  /** Only those that have expired by then. */
  readonly expiredBy?: Date;
}

/** A source as it is compared: answers show it defanged, and what they show may be typed again. */
export const sameSource = (a: string | undefined, b: string): boolean => a !== undefined && plain(a) === plain(b);
const plain = (text: string): string => text.toLowerCase().replaceAll(/\[([.@:])\]/gu, "$1");

/** The same spans without what is not below a number; all numbers below it where there were none. */
export function spansBelow(spans: readonly Span[] | undefined, below: number): readonly Span[] {
  return (spans ?? [{ first: 1, last: below - 1 }])
    .filter(({ first }) => first < below)
    .map(({ first, last }) => ({ first, last: Math.min(last, below - 1) }));
}
