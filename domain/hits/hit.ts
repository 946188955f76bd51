import type { Codes, Share } from "#domain/codes/codes.ts";
import type { Kind } from "#domain/kinds/index.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** One case's side of a hit: its own record, and what the other record's share lets it learn. */
export interface HitLine {
  readonly ref: Ref<"HIT">;
  readonly own: Ref<"IOC">;
  /** The kind of one's own record. */
  readonly kind: Kind;
  /** `holder` logged it first, `asker` later. */
  readonly side: "holder" | "asker";
  /** Same value, or one inside the other. */
  readonly match: "same" | "adjoining";
  readonly at: Date;
  /** Ladder of the other record, never silent here. */
  readonly share: Exclude<Share, "silent">;
  /** What the other case learned of one's own record; absent means no more than the hit. */
  readonly gave?: "contact" | "open";
  /** Only from `contact` upwards. */
  readonly contact?: { readonly country?: string; readonly userId: UserId };
  /** The other record's codes, wherever something of it is in this line. */
  readonly disclosed?: Codes;
  /** Only with `open`: the other record's value. */
  readonly value?: string;
}
