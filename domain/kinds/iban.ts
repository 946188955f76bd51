import { countrySpecs, electronicFormatIBAN, isValidIBAN } from "ibantools";
import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { money } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

const shape = /^[A-Za-z]{2}\d{2}[A-Za-z\d]{11,30}$/u;
/** Without blanks and hyphens, in upper case (ISO 13616, electronic format). */
const plain = (text: string): string => electronicFormatIBAN(text) ?? "";

/** As many letters and digits as the country's numbers have. */
function account(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  const wanted = countrySpecs[text.slice(from, from + 2).toUpperCase()]?.chars ?? 0;
  if (wanted === 0 || isAlphanumeric(text, from - 1)) return -1;
  let at = from;
  for (let read = 0; read < wanted; at += 1) {
    if (isAlphanumeric(text, at) && text.charCodeAt(at) < 128) read += 1;
    else if (!/[ \u00a0-]/u.test(text[at] ?? "") || !isAlphanumeric(text, at + 1)) return -1;
  }
  if (isAlphanumeric(text, at)) return -1;
  return put(scan, kind, from, at) ? at : -1;
}

/** ISO 13616: length and structure by country, check digits mod 97. */
export const iban = defineKind({
  name: "iban",
  label: "an IBAN",
  examples: [
    ["NL02 ABNA 0123 4567 89", "NL02ABNA0123456789"],
    ["de02-1203-0000-0000-2020-51", "DE02120300000000202051"],
    ["FR1420041010050500013M02606", "FR1420041010050500013M02606"],
  ],
  rejects: ["NL03ABNA0123456789", "NL02ABNA012345678", "XX02ABNA0123456789"],
  canonicalise: (text) => {
    const value = plain(text);
    return shape.test(value) && isValidIBAN(value) ? value : undefined;
  },
  looksLike: (text) => shape.test(plain(text)) && /^[A-Z]{2}\d{2}[\sA-Z\d-]+$/u.test(text),
  misprinted: (text) => shape.test(plain(text)) && /^[A-Z]{2}\d{2}[\sA-Z\d-]+$/u.test(text) && !isValidIBAN(plain(text)),
  blanks: "groups",
  detect: [{ as: "spot", at: "country", read: account }],
  names: { types: "", headers: "iban kontonummer rekeningnummer" },
  halfLife: lasting,
  stix: at("bank-account:iban"),
  misp: money("iban"),
  keys: itself,
  defang: asItIs,
});
