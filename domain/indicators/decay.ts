import type { Evaluation } from "#domain/codes/codes.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";

/** What of a record its score depends on. */
export interface Decaying {
  readonly kind: Kind;
  readonly evaluation: Evaluation;
  readonly lastSeenAt: Date;
  /** How many officers hold it for a false positive. */
  readonly doubts: number;
  /** One of them had logged it, or leads the case. */
  readonly refuted: boolean;
}

const day = 86_400_000;

/** Letter and digit of the 4×4 as MISP's taxonomy "admiralty-scale" counts them; what cannot be judged is in the middle. */
const source = { A: 100, B: 75, C: 50, X: 50 } as const;
const information = { "1": 100, "2": 75, "3": 50, "4": 50 } as const;

/** What a record is worth when it is new, from 50 (X4) to 100 (A1). */
export function baseOf(evaluation: Evaluation): number {
  // an evaluation is a letter and a digit of these, which indexing a string forgets
  const [letter, digit] = [...evaluation] as [keyof typeof source, keyof typeof information];
  return (source[letter] + information[digit]) / 2;
}

/** The part of its lifetime that is over, from 0 to 1; 0 for what does not age. */
function spent({ kind, lastSeenAt }: Pick<Decaying, "kind" | "lastSeenAt">, now: Date, kinds: Kinds): number {
  const { halfLife } = kinds.of(kind);
  if (halfLife === lasting) return 0;
  return Math.min(1, Math.max(0, (now.getTime() - lastSeenAt.getTime()) / (halfLife.days * day)));
}

/**
 * How much a record is still worth, a whole number from 0 to 100: `base × (1 − (t/τ)^(1/δ))`, t counted from when it was last
 * seen (Mokaddem and others, "Taxonomy driven indicator scoring in MISP threat intelligence platforms", 2018). Each officer
 * who holds it for a false positive halves it; the logger or a lead takes all.
 */
export function score(record: Decaying, now: Date, kinds: Kinds = known): number {
  if (record.refuted) return 0;
  const { halfLife } = kinds.of(record.kind);
  const speed = halfLife === lasting ? 1 : halfLife.speed;
  return Math.round((baseOf(record.evaluation) * (1 - spent(record, now, kinds) ** (1 / speed))) / 2 ** record.doubts);
}

/** Its lifetime is over, or it is a false positive. It is kept and goes on matching unless refuted; only lists tell it apart. */
export const expired = (record: Omit<Decaying, "evaluation">, now: Date, kinds: Kinds = known): boolean =>
  record.refuted || spent(record, now, kinds) >= 1;
