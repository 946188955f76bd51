import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put, type Scan } from "#domain/extract/scan.ts";
import type { Kind } from "#domain/kinds/index.ts";

const vulnerability = /cve(?:[-_\u2010-\u2015\u2212]\s?|\s{1,2}|:\s?)?\d{4}[-_\u2010-\u2015\u2212 ]\d{4,19}(?![a-z\d])/iy;
const system =
  /(?:ASN?\d{1,10}|asn\d{1,10}|(?:asn|ASN|AS|Asn)(?: number)?[ :#=]{1,3}(?!(?:19|20)\d\d(?!\d))\d{2,10})(?![\p{L}\p{N}_])(?!\.\d)/uy;

const whole: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:T[01]\d{3}(?:\.\d{3})?|TA\d{4}|M[01]\d{3})$/i, "attack"],
  [/^UA-\d{4,10}-\d{1,4}$/i, "ga"],
  [/^G-(?=[A-Z\d]*\d)[A-Z\d]{10}$/u, "ga"],
  [/^GTM-[A-Z\d]{4,8}$/u, "gtm"],
  [/^(?:ca-)?pub-\d{16}$/i, "adsense"],
  [/^(?:[\da-f]{2}-){5}[\da-f]{2}$/i, "mac"],
  [/^[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}$/i, "mac"],
];

const firsts: ReadonlySet<number> = new Set([..."tmugcp"].map((first) => first.charCodeAt(0)));

/** A word that is an identifier as it stands: ATT&CK, analytics, a MAC address with hyphens or dots. */
export function identifier(scan: Scan, from: number, to: number): boolean {
  const length = to - from;
  if (length < 5 || length > 23) return false;
  const { text } = scan;
  const isSplit = (length === 17 && text[from + 2] === "-") || (length === 14 && text[from + 4] === ".");
  if (!isSplit && !firsts.has(text.charCodeAt(from) | 0x20)) return false;
  const word = text.slice(from, to);
  return whole.some(([shape, kind]) => shape.test(word) && put(scan, kind, from, to));
}

/** A CVE or AS number whose letters begin at `from`, with or without a blank before the number; returns its end, or -1. */
export function numbered(scan: Scan, from: number): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1)) return -1;
  for (const [shape, kind] of [
    [vulnerability, "cve"],
    [system, "asn"],
  ] as const) {
    shape.lastIndex = from;
    const found = shape.exec(text)?.[0];
    if (found === undefined) continue;
    // a line of computers
    if (found === "AS400") return -1;
    const value = kind === "cve" ? found.replace(/^cve[^\d]*/i, "CVE-").replace(/[^\dA-Z-]/gu, "-") : `AS${/\d+$/u.exec(found)?.[0]}`;
    if (put(scan, kind, from, from + found.length, value)) return from + found.length;
  }
  return -1;
}
