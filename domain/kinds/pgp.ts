import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { untyped } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

const digitsOf = (text: string): string => text.replace(/^0x/i, "").replace(/[\s:]/gu, "");

const groups = /(?:[\da-fA-F]{4}[ \u00a0]{1,2}){9}[\da-fA-F]{4}(?![\p{L}\p{N}])/uy;
/** Groups of four digits. */
function grouped(scan: Scan, from: number, kind: Findable): number {
  if (isAlphanumeric(scan.text, from - 1)) return -1;
  groups.lastIndex = from;
  const found = groups.exec(scan.text)?.[0];
  return found !== undefined && put(scan, kind, from, from + found.length) ? from + found.length : -1;
}

/** The fingerprint of an OpenPGP key of version 4 (RFC 9580, section 5.5.4): 40 hexadecimal digits in upper case. */
export const pgp = defineKind({
  name: "pgp",
  label: "a PGP fingerprint",
  examples: [
    ["0123 4567 89AB CDEF 0123  4567 89ab cdef 0123 4567", "0123456789ABCDEF0123456789ABCDEF01234567"],
    ["0x0123456789abcdef0123456789abcdef01234567", "0123456789ABCDEF0123456789ABCDEF01234567"],
  ],
  rejects: ["0123456789ABCDEF", "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 456G"],
  canonicalise: (text) => {
    const digits = digitsOf(text);
    return /^[\da-f]{40}$/i.test(digits) ? digits.toUpperCase() : undefined;
  },
  looksLike: () => false,
  // in groups nothing else is meant; unbroken digits are as well a SHA-1 hash
  shows: (text) => /^(?:[\da-f]{4}\s{1,2}){9}[\da-f]{4}$/i.test(text),
  blanks: "groups",
  detect: [
    { as: "spot", at: "group", read: grouped },
    { as: "labelled", digits: [40], label: "pgp|gpg|openpgp|key fingerprint" },
    { as: "heading", topic: "pgp|gpg" },
  ],
  names: { types: "pgp-public-key-fingerprint", headers: "" },
  halfLife: lasting,
  stix: at("cryptographic-key:value"),
  misp: untyped("Other"),
  keys: itself,
  defang: asItIs,
});
