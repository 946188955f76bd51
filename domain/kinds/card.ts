import { isAlphanumeric, lineBefore } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { money } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

/** Issuers' ranges by the first digits, and the lengths of their numbers (ISO/IEC 7812 and the schemes' own rules). */
const issuers: readonly (readonly [first: RegExp, lengths: readonly number[]])[] = [
  [/^4/u, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, [16]],
  [/^3[47]/u, [15]],
  [/^(?:30[0-5]|3095|36|3[89])/u, [14, 16]],
  [/^(?:6011|64[4-9]|65)/u, [16, 19]],
  [/^35(?:2[89]|[3-8])/u, [16, 19]],
  [/^62/u, [16, 17, 18, 19]],
  [/^220[0-4]/u, [16, 19]],
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/u, [13, 16, 18, 19]],
];
const shape = /^\d(?:[\s-]?\d){12,18}$/u;
const digitsOf = (text: string): string => text.replace(/[\s-]/gu, "");

/** The last digit makes the weighted sum a multiple of ten (ISO/IEC 7812-1, annex B). */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

const isIssued = (text: string): boolean => {
  const digits = shape.test(text) ? digitsOf(text) : "";
  return !/^(\d)\1+$/u.test(digits) && issuers.some(([first, lengths]) => lengths.includes(digits.length) && first.test(digits));
};

const formats = /(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{13,19})(?![\d\p{L}_]|[.:,-]\d)/uy;
const otherNumber =
  /(?:imei|imsi|iccid|order|tracking|ticket|invoice|reference|ref|session|build|serial|timestamp|status|tweet|id)(?: (?:no|nr|num|number)\.?)?[^a-z\n]{0,6}$/i;
/** A separator before the digits makes them part of something longer if a letter or digit stands before it as well. */
const isJoined = (text: string, from: number): boolean => /[.\-_/&+#]/u.test(text[from - 1] ?? "") && isAlphanumeric(text, from - 2);

/** Digits in the groups in which cards show them, unless a word before them says of what they are. */
function grouped(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1) || isJoined(text, from)) return -1;
  formats.lastIndex = from;
  const found = formats.exec(text)?.[0];
  if (found === undefined || otherNumber.test(lineBefore(text, from, 24))) return -1;
  return put(scan, kind, from, from + found.length) ? from + found.length : -1;
}

/** A payment card's number, digits only: issuer's range, length, Luhn. */
export const card = defineKind({
  name: "card",
  label: "a card number",
  examples: [
    ["4000 0012 3456 7899", "4000001234567899"],
    ["5100-0012-3456-7895", "5100001234567895"],
    ["370000123456784", "370000123456784"],
  ],
  rejects: ["4000001234567890", "1000001234567890", "4000 0012 3456 789", "0000000000000000"],
  canonicalise: (text) => (isIssued(text) && isLuhn(digitsOf(text)) ? digitsOf(text) : undefined),
  looksLike: (text) => isIssued(text) && !isLuhn(digitsOf(text)),
  misprinted: (text) => isIssued(text) && !isLuhn(digitsOf(text)),
  blanks: "groups",
  detect: [{ as: "spot", at: "number", read: grouped }],
  names: { types: "credit-card payment-card prtn", headers: "" },
  halfLife: { days: 1_095, speed: 1 },
  stix: at("payment-card:card_number"),
  misp: money("cc-number"),
  keys: itself,
  defang: asItIs,
});
