import type { Codes } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";

/**
 * What a record gives to another case: what its share says, but never more than the hit from a record that is withdrawn,
 * became silent, or is for certain persons or countries only.
 */
export function allowed({ share, tlp, only }: Codes, withdrawn: boolean): HitLine["share"] {
  const confined = tlp === "red" || tlp === "amber+strict" || only !== undefined;
  return withdrawn || confined || share === "silent" ? "hit" : share;
}
/** Whether another case learns more of such a record than that there is a hit. */
export const discloses = (codes: Codes, withdrawn: boolean): boolean => allowed(codes, withdrawn) !== "hit";
/** The other record of a pair, as far as it decides whether a case is told of it. */
export interface Telling {
  readonly silent: boolean;
  readonly same: boolean;
  /** Its share lets the case learn more than the hit. */
  readonly discloses: boolean;
}
/**
 * Whether a pair is told to this side. A record that adjoins others of the same case hears of one of them: their number would
 * tell how much of a range, or of a domain, that case has seen.
 */
export const isTold = ({ silent, same, discloses }: Telling, heard: boolean): boolean => !silent && (same || discloses || !heard);
/** Order for pairs of one record: what is told in any case comes first, so that it is what the others join. */
export const byTelling = (a: Telling, b: Telling): number => rank(a) - rank(b);
export const rank = ({ silent, same, discloses }: Telling): number => (silent ? 3 : same ? 0 : discloses ? 1 : 2);
