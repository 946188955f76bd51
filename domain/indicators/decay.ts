import type { Evaluation } from "#domain/codes/codes.ts";
import type { Kind } from "#domain/indicators/indicator.ts";

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

/** Days until nothing is left (τ), and how soon most of it is lost (δ). */
interface Lifetime {
  readonly days: number;
  readonly speed: number;
}

const day = 86_400_000;
/** Others than these stay true however old they are: persons, accounts, wallets, techniques, rules. */
const lifetimes: ReadonlyMap<Kind, Lifetime> = new Map(
  (
    [
      [45, 2, ["ipv4", "ipv6"]],
      [60, 2, ["url"]],
      [90, 2, ["ipv4-cidr", "ipv6-cidr"]],
      [120, 2, ["domain"]],
      [180, 1, ["email"]],
      [365, 1, ["filename", "filepath", "useragent", "ja3", "jarm"]],
      [730, 1, ["mutex", "regkey", "ga", "adsense", "gtm"]],
      [1_095, 1, ["card"]],
      [1_825, 0.5, ["md5", "sha1", "sha256", "sha512", "ssdeep", "tlsh", "imphash", "authentihash"]],
    ] as const
  ).flatMap(([days, speed, kinds]) => kinds.map((kind) => [kind, { days, speed }] as const)),
);

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
function spent({ kind, lastSeenAt }: Pick<Decaying, "kind" | "lastSeenAt">, now: Date): number {
  const lifetime = lifetimes.get(kind);
  if (lifetime === undefined) return 0;
  return Math.min(1, Math.max(0, (now.getTime() - lastSeenAt.getTime()) / (lifetime.days * day)));
}

/**
 * How much a record is still worth, a whole number from 0 to 100: `base × (1 − (t/τ)^(1/δ))`, t counted from when it was last
 * seen (Mokaddem and others, "Taxonomy driven indicator scoring in MISP threat intelligence platforms", 2018). Each officer
 * who holds it for a false positive halves it; the logger or a lead takes all.
 */
export function score(record: Decaying, now: Date): number {
  if (record.refuted) return 0;
  const speed = lifetimes.get(record.kind)?.speed ?? 1;
  return Math.round((baseOf(record.evaluation) * (1 - spent(record, now) ** (1 / speed))) / 2 ** record.doubts);
}

/** Its lifetime is over, or it is a false positive. It is kept and goes on matching unless refuted; only lists tell it apart. */
export const expired = (record: Omit<Decaying, "evaluation">, now: Date): boolean => record.refuted || spent(record, now) >= 1;
