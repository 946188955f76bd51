import { createRequire } from "node:module";
import { isAlphanumeric, lineBefore } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

const require = createRequire(import.meta.url);
// the numbering plans are read when the first number comes: they would double the time of a start. require() has no types of its own
const plans = () => require("libphonenumber-js/min") as typeof import("libphonenumber-js/min");

const shape = /^(?:tel:)?(?:\(?\+|00)[\d\s().\p{Pd}/]{6,28}\d$/iu;

/** As dialled inside a country, which nobody elsewhere can tell. */
const isNational = (text: string): boolean =>
  /^\(?0[1-9]\d{0,12}\)?(?:[\s/-]{1,2}\d{2,8}){0,5}$/u.test(text) && text.replace(/\D/gu, "").length > 7;

const dialling = /\+?\(?\+?\d(?:[ \u00a0.()\p{Pd}/]{0,3}\d){6,15}/uy;
const called = /(?:tel|phone|telephone|fax|mobile|cell|call|whatsapp|signal|viber|gsm|sms|hotline|number)[^\n]{0,12}$/i;
/** The same with nothing but other numbers, and words between them, behind it. */
const listed =
  /(?:tel|phones?|telephone|telefon|fax|mobile|handy|whatsapp|signal|viber|gsm|sms|hotline|(?:phone|telephone|fax|mobile) ?numbers?)[^a-z\n]{1,4}[^a-z\n]{0,120}(?:(?:and|or|und|oder|et|ou|y|e|en|of)[^a-z\n]{1,60}){0,3}$/i;

/** From its plus sign on, or from 00 on behind a word for phones. */
function dialled(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || /[+/=.\-_]/u.test(text[from - 1] ?? "")) return -1;
  dialling.lastIndex = from;
  // another one begins behind a blank and 00
  let found = dialling.exec(text)?.[0].replace(/(?<=\d{3}) +00\d.*$/u, "");
  // an address between plus signs, which some markup has for code
  if (found === undefined || isAlphanumeric(text, from + found.length) || /^\+?\d{1,3}(?:\.\d{1,3}){3}$/.test(found)) return -1;
  if (text[from] === "0" && !called.test(lineBefore(text, from, 24)) && !isListed(scan, from, kind)) return -1;
  // the longest part that is a number: what follows it may be another one
  for (let tries = 0; found !== undefined && tries < 6; tries += 1) {
    const opened = found.split("(").length - found.split(")").length;
    if (opened <= 0 && put(scan, kind, from, from + found.length)) return from + found.length;
    found = /^(.*\d)[^\d]+\d+$/u.exec(found)?.[1];
  }
  return -1;
}

/** Whether a number stands in a list of numbers: on a line that begins so, or under a heading. */
const isListed = (scan: Scan, from: number, { name }: Findable): boolean =>
  scan.topicAt(from) === name || listed.test(lineBefore(scan.text, from, 160));

/** E.164, by the lengths that the numbering plans of libphonenumber give (ranges not yet assigned are in use for fraud); only numbers in international form, since others need a country. */
export const phone = defineKind({
  name: "phone",
  label: "a phone number",
  examples: [
    ["+49 30 901820", "+4930901820"],
    ["+31 (0)20 123 4567", "+31201234567"],
    ["0032 2 555 12 12", "+3225551212"],
    ["tel:+33-1-23-45-67-89", "+33123456789"],
  ],
  rejects: ["030 901820", "+999 123 4567", "+49", "12345678"],
  canonicalise: (text) => {
    if (!shape.test(text)) return undefined;
    const international = text.replace(/^(?:tel:)?\(?(?:\+|00)/i, "+").replace(/\(0\)/u, "");
    const read = plans().parsePhoneNumberFromString(international);
    return read?.isPossible() ? read.number : undefined;
  },
  looksLike: (text) => /^\+\d[\d\s().-]{5,}$/u.test(text) || isNational(text),
  advice: (text) => (isNational(text) ? "international" : undefined),
  blanks: "groups",
  detect: [
    { as: "spot", at: "plus", read: dialled },
    { as: "spot", at: "zeros", read: dialled },
    { as: "heading", topic: "(?:tele)?phone numbers?|telefonnummern?|phones" },
  ],
  names: {
    types: "whois-registrant-phone telephone",
    headers: "phone phonenumber telefon telefonnummer telephone telefono telefoon telefoonnummer msisdn",
  },
  halfLife: lasting,
  stix: at("phone-number:value"),
  misp: { ...attribute("phone-number", "Other", false), warned: "prtn whois-registrant-phone" },
  keys: itself,
  defang: asItIs,
});
