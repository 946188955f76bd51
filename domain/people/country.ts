import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";

/** ISO 3166-1 alpha-2, and XK, which the European Union writes for Kosovo (from the standard's user-assigned codes). */
const codes: ReadonlySet<string> = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI " +
    "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ " +
    "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS " +
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG " +
    "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK " +
    "TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
  ).split(" "),
);
/** What the European institutions write for the United Kingdom and for Greece. */
const alias: ReadonlyMap<string, string> = new Map([
  ["UK", "GB"],
  ["EL", "GR"],
]);

/** A country by its two letters, in any case; UK is GB and EL is GR. */
export function readCountry(typed: string): Result<string> {
  const upper = typed.trim().toUpperCase();
  const code = alias.get(upper) ?? upper;
  return codes.has(code) ? ok(code) : fail({ code: "unreadable", typed: `"${typed}"`, expected: "country", write: "country" });
}

/** A country by its two letters, in any case; UK is GB and EL is GR. */
export const country: Reader<string> = { expects: "NL", read: readCountry };

const between = /\s*[,;+&/|]\s*|\s+(?:(?:and|und|et|en|och|oraz|y|e|i)\s+)?/iu;

/** Countries separated by commas, blanks or "and"; in the alphabet's order, without repeats. */
export const countries: Reader<readonly string[]> = {
  expects: "NL,FR",
  read: (typed) => {
    const found = new Set<string>();
    for (const part of typed.trim().split(between)) {
      const read = readCountry(part);
      if (!read.ok) return read;
      found.add(read.value);
    }
    return ok([...found].sort());
  },
};

// made at first need: it takes 10 ms
let names: Intl.DisplayNames | undefined;
/** The English name of a code, for views. */
export const countryName = (code: string): string => {
  names ??= new Intl.DisplayNames("en", { type: "region" });
  return names.of(code) ?? code;
};
