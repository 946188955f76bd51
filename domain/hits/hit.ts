import type { Codes, Share } from "#domain/codes/codes.ts";
import { learned, type Shareable, shareOf } from "#domain/hits/disclosure.ts";
import type { Match } from "#domain/hits/match.ts";
import type { Kind } from "#domain/kinds/index.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Span } from "#domain/primitives/ref.ts";

/** Who logged first holds, who logged later asks. */
export type Side = "holder" | "asker";

/** One case's side of a hit: its own record, and what the other record's share lets it learn. */
export interface HitLine {
  readonly ref: Ref<"HIT">;
  readonly own: Ref<"IOC">;
  /** The kind of one's own record. */
  readonly kind: Kind;
  readonly side: Side;
  readonly match: Match;
  readonly at: Date;
  /** Ladder of the other record, never silent here. */
  readonly share: Exclude<Share, "silent">;
  /** What the other case learned of one's own record; absent means no more than the hit. */
  readonly gave?: "contact" | "open";
  /** Only from `contact` upwards. */
  readonly contact?: { readonly country?: string; readonly userId: UserId };
  /** The other record's codes, wherever something of it is in this line. */
  readonly disclosed?: Codes;
  /** The conditions of an H3, wherever something of it is in this line. */
  readonly conditions?: string;
  /** Only with `open`: the other record's value. */
  readonly value?: string;
}

/** Hits that a case got at once. */
export interface HitsFound {
  readonly total: number;
  /** Their numbers. */
  readonly runs: readonly Span[];
  /** Of so many of them the other case has learned more than that there is one. */
  readonly gave: number;
  /** The first of them. */
  readonly hits: readonly HitLine[];
}

/** A side of a hit with both records in full, before anything is held back. */
export interface HitFacts extends Pick<HitLine, "ref" | "side" | "match" | "at"> {
  readonly own: Shareable & { readonly ref: Ref<"IOC">; readonly kind: Kind };
  readonly other: Shareable & { readonly value: string; readonly by: UserId; readonly note?: string };
}

/** Whom the side may ask: who logged the other record, where that may be known. */
export const contactOf = ({ other }: HitFacts): UserId | undefined => (learned(other).has("contact") ? other.by : undefined);

/** The side as its case may see it. `countryOf` is where somebody's desk is. */
export function hitLine(facts: HitFacts, countryOf: (user: UserId) => string | undefined): HitLine {
  const { ref, own, side, match, at, other } = facts;
  const parts = learned(other);
  const gave = shareOf(learned(own));
  const userId = contactOf(facts);
  const country = userId && countryOf(userId);
  return {
    ref,
    own: own.ref,
    kind: own.kind,
    side,
    match,
    at,
    share: shareOf(parts),
    ...(gave !== "hit" && { gave }),
    ...(userId !== undefined && { contact: { userId, ...(country !== undefined && { country }) } }),
    ...(parts.has("codes") && { disclosed: other.codes }),
    ...(parts.has("codes") && other.codes.handling.includes("H3") && other.note !== undefined && { conditions: other.note }),
    ...(parts.has("value") && { value: other.value }),
  };
}
