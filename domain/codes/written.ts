import { categories, handlings, paps, shares, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { isSilent } from "#domain/codes/lowering.ts";
import { readCountry } from "#domain/people/country.ts";

/** A protection as somebody may have written it, found without any grammar of commands. */
export interface Written {
  readonly from: number;
  readonly to: number;
  /** Only blanks stand between its key and its value. */
  readonly isLoose: boolean;
  /** As an option is written: `tlp:red`. */
  readonly option: string;
  readonly codes: TypedCodes;
}

/** What stands between a key and its value: a sign and perhaps blanks, marks without blanks, or, loosely, blanks alone. */
const between = String.raw`(?:["'”’)\]]?\s{0,3}[:=|]{1,2}\s{0,3}["'“”„‘’«»([{]{0,2}\s?|["'”’)\]*]{0,2}[;.,/_#>~+*-]{1,3}["'“‘([*]{0,2}|\s{1,3}[-=]{1,2}>?\s{1,3}|(\s{1,3}["'“‘([]?))`;
const spoken = String.raw`(?:\s(?:is|level|label|marking|colou?r|v?\d(?:\.\d)?)){0,2}`;
const end = String.raw`(?![\p{L}\p{N}])`;
const protection = new RegExp(
  [
    `(?:t[lp]{2}|ltp|traffic light protocol)${spoken}${between}?(?<tlp>amber[^\\p{L}\\p{N}]{0,3}strict|red|amber|green|clear|white)${end}`,
    `p[ap]{2}${spoken}${between}(?<pap>red|amber|green|clear|white)${end}`,
    // what follows the first code is looked at more broadly: a second one that is cut off would be lost
    `(?<![\\p{L}\\p{N}])h(?:andling)?${between}(?<h>h[0-3](?:[^\\p{L}\\p{N}]{0,4}(?:\\p{L}{1,4}\\s{1,3})?h[0-3])*)`,
    `share${between}(?<share>silent|hit|contact|open)${end}`,
    `(?<!\\p{L})cat(?:egory)?${between}(?<cat>suspect|contact|victim|witness|minor|technical|unknown)${end}`,
    `(?<!\\p{L})only${between}(?<only>[a-z]{2}(?:[+,;&/]\\s?[a-z]{2})*)${end}`,
  ].join("|"),
  "giu",
);

/** Everything in a folded line that reads like a protection, from left to right. Linear. */
export const protectionsIn = (folded: string): readonly Written[] =>
  [...folded.matchAll(protection)].map(written).filter(({ option }) => option !== "");

function written(match: RegExpMatchArray): Written {
  const from = match.index ?? 0;
  const { tlp, pap, h, share, cat, only } = match.groups ?? {};
  const handling = h === undefined ? undefined : handlings.filter((code) => h.toUpperCase().includes(code));
  const codes: TypedCodes = {
    ...(tlp !== undefined && { tlp: tlps.find((one) => one === labelOf(tlp)) }),
    ...(pap !== undefined && { pap: paps.find((one) => one === labelOf(pap)) }),
    ...(handling && { handling }),
    ...(share !== undefined && { share: shares.find((one) => one === share.toLowerCase()) }),
    ...(cat !== undefined && { category: categories.find((one) => one === cat.toLowerCase()) }),
    ...(only !== undefined && { only: countriesIn(only) }),
  };
  const option = [
    codes.tlp && `tlp:${codes.tlp}`,
    codes.pap && `pap:${codes.pap}`,
    handling && `h:${handling.join("+")}`,
    codes.share && `share:${codes.share}`,
    codes.category && `cat:${codes.category}`,
    codes.only && `only:${codes.only.join(",")}`,
  ].find((one) => one !== undefined);
  const isLoose = match.slice(1).some((part) => /^\s/u.test(part ?? ""));
  return { from, to: from + match[0].length, isLoose, option: option ?? "", codes };
}

/** Undefined for two letters that are a word: "only: if". */
function countriesIn(text: string): readonly string[] | undefined {
  const read = text.split(/[^a-z]+/iu).map(readCountry);
  return read.every(({ ok }) => ok) ? read.flatMap((one) => (one.ok ? [one.value] : [])) : undefined;
}

function labelOf(word: string): string {
  const lower = word.toLowerCase();
  if (lower.endsWith("strict")) return "amber+strict";
  return lower === "white" ? "clear" : lower;
}

const atLeast = <W>(order: readonly W[], held: W | undefined, wanted: W | undefined): boolean =>
  wanted === undefined || (held !== undefined && order.indexOf(held) <= order.indexOf(wanted));

/** Whether what was taken protects as much as what was written, code by code. */
export const covers = (taken: TypedCodes, { codes }: Pick<Written, "codes">): boolean =>
  atLeast(tlps, taken.tlp, codes.tlp) &&
  atLeast(paps, taken.pap, codes.pap) &&
  (codes.handling ?? []).every((code) => taken.handling?.includes(code) || (code === "H0" && taken.handling !== undefined)) &&
  (atLeast(shares, taken.share, codes.share) || (taken.category !== undefined && isSilent(taken.category))) &&
  (codes.category === undefined || codes.category === taken.category) &&
  (codes.only ?? []).every((country) => taken.only?.includes(country));
