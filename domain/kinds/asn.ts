import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";

/** An autonomous system by its number of 32 bits (RFC 5396, "asplain"). */
export const asn = defineKind({
  name: "asn",
  label: "an AS number",
  examples: [
    ["AS64496", "AS64496"],
    ["asn64511", "AS64511"],
    ["ASN 65536", "AS65536"],
  ],
  rejects: ["AS0", "AS4294967296", "0", "AS64496.1"],
  canonicalise: (text) => {
    const number = Number(/^(?:asn?[\s:#-]{0,2})?(\d{1,10})$/i.exec(text)?.[1] ?? 0);
    return number > 0 && number < 2 ** 32 ? `AS${number}` : undefined;
  },
  // a bare number is one where a column or an option says so
  shows: (text) => /^as/i.test(text),
  looksLike: (text) => /^asn?\d+$/i.test(text),
  blanks: "groups",
  detect: [
    {
      as: "numbered",
      words: "as asn",
      shape:
        /(?:ASN?\d{1,10}|asn\d{1,10}|(?:asn|ASN|AS|Asn)(?: number)?[ :#=]{1,3}(?!(?:19|20)\d\d(?!\d))\d{2,10})(?![\p{L}\p{N}_])(?!\.\d)/uy,
      // AS400 is a line of computers
      value: (found) => (found === "AS400" ? undefined : `AS${/\d+$/u.exec(found)?.[0]}`),
    },
  ],
  names: { types: "autonomous-system", headers: "asn" },
  halfLife: lasting,
  stix: { as: "pattern", path: "autonomous-system:number", number: "AS" },
  misp: attribute("AS", "Network activity", false),
  keys: itself,
  defang: asItIs,
});
