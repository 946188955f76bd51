import type { Codes, Share } from "#domain/codes/codes.ts";
import { type Leaving, shareHeld } from "#domain/codes/table.ts";

/** What can leave a record's case by a hit: that there is one, the record's codes, whom to ask, and its value. */
export type Part = "hit" | "codes" | "contact" | "value";
/** The parts that leave towards one other case. What a consent grants beyond the codes is added by union. */
export type Disclosure = ReadonlySet<Part>;

/** The ladder: each share gives what the one before it gives, and more. The codes go with whatever of the record is shown. */
export const ladder: Readonly<Record<Share, Disclosure>> = {
  silent: new Set(),
  hit: new Set(["hit"]),
  contact: new Set(["hit", "codes", "contact"]),
  open: new Set(["hit", "codes", "contact", "value"]),
};

/** A record as far as it decides what another case may learn of it. */
export interface Shareable extends Leaving {
  readonly withdrawn: boolean;
}

/** Whether a record is for certain persons or countries only. */
const isConfined = ({ tlp, only }: Codes): boolean => tlp === "red" || tlp === "amber+strict" || only !== undefined;

/** What a record gives to another case: what its share says as far as that holds, but no more than the hit where it is confined or withdrawn. */
export function disclosure({ withdrawn, ...record }: Shareable): Disclosure {
  const shared = ladder[shareHeld(record)];
  return withdrawn || isConfined(record.codes) ? shared.intersection(ladder.hit) : shared;
}

/** Whether a live record gives more than before. */
export const disclosesMore = (before: Leaving, after: Leaving): boolean =>
  !disclosure({ ...after, withdrawn: false }).isSubsetOf(disclosure({ ...before, withdrawn: false }));

/** What a case that was told of a hit learns now: what was told stays told, also of a record that became silent. */
export const learned = (record: Shareable): Disclosure => disclosure(record).union(ladder.hit);

/** Whether there is more in it than that there is a hit. */
export const discloses = (parts: Disclosure): boolean => !parts.isSubsetOf(ladder.hit);

/** The highest share, of those under which a hit is told, that gives no more than these parts. */
export const shareOf = (parts: Disclosure): Exclude<Share, "silent"> =>
  (["open", "contact"] as const).find((share) => ladder[share].isSubsetOf(parts)) ?? "hit";
