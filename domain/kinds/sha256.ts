import { defineHash, hashLifetime } from "#domain/kinds/families/hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** FIPS 180-4, in lower-case hexadecimal. */
export const sha256 = defineHash({
  name: "sha256",
  label: "a SHA-256 hash",
  digits: 64,
  examples: [
    [
      "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ],
  ],
  detect: [{ as: "digest", digits: 64, inside: true }],
  types: "sha-256",
  halfLife: hashLifetime,
  stix: digest("'SHA-256'", "sha256"),
  misp: { ...payload("sha256"), warned: "x509-fingerprint-sha256" },
});
