import { defineHash } from "#domain/kinds/checks/hash.ts";

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
});
