import { defineKind } from "#domain/kinds/define.ts";
import { hashHeaders, hashLifetime } from "#domain/kinds/families/hash.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** TLSH: 70 hexadecimal digits in upper case, with `T1` before them from version 4 on. */
export const tlsh = defineKind({
  name: "tlsh",
  label: "a TLSH hash",
  examples: [
    [
      "t16f0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123",
      "T16F0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123",
    ],
    [
      "6F0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123",
      "6F0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123",
    ],
  ],
  rejects: ["a".repeat(69), "a".repeat(71), `T1${"g".repeat(70)}`],
  canonicalise: (text) => (/^(?:T1)?[\da-f]{70}$/i.test(text) ? text.toUpperCase() : undefined),
  looksLike: () => false,
  detect: [
    { as: "digest", digits: 70 },
    { as: "run", length: 72 },
  ],
  names: { types: "", headers: hashHeaders("tlsh") },
  halfLife: hashLifetime,
  stix: digest("TLSH", "tlsh"),
  misp: payload("tlsh"),
  keys: itself,
  defang: asItIs,
});
