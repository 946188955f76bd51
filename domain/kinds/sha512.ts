import { defineHash, hashLifetime } from "#domain/kinds/families/hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** FIPS 180-4, in lower-case hexadecimal. */
export const sha512 = defineHash({
  name: "sha512",
  label: "a SHA-512 hash",
  digits: 128,
  examples: [
    [
      "CF83E1357EEFB8BDF1542850D66D8007D620E4050B5715DC83F4A921D36CE9CE47D0D13C5D85F2B0FF8318D2877EEC2F63B931BD47417A81A538327AF927DA3E",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ],
  ],
  detect: [{ as: "digest", digits: 128, inside: true }],
  types: "sha-512",
  halfLife: hashLifetime,
  stix: digest("'SHA-512'", "sha512"),
  misp: payload("sha512"),
});
