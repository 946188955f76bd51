import { defineHash, hashLifetime } from "#domain/kinds/families/hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** FIPS 180-4, in lower-case hexadecimal. */
export const sha1 = defineHash({
  name: "sha1",
  label: "a SHA-1 hash",
  digits: 40,
  examples: [["DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "da39a3ee5e6b4b0d3255bfef95601890afd80709"]],
  detect: [{ as: "digest", digits: 40, inside: true }],
  types: "sha-1",
  halfLife: hashLifetime,
  stix: digest("'SHA-1'", "sha1"),
  misp: { ...payload("sha1"), warned: "x509-fingerprint-sha1" },
});
