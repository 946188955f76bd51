import { defineHash } from "#domain/kinds/checks/hash.ts";

/** FIPS 180-4, in lower-case hexadecimal. */
export const sha1 = defineHash({
  name: "sha1",
  label: "a SHA-1 hash",
  digits: 40,
  examples: [["DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "da39a3ee5e6b4b0d3255bfef95601890afd80709"]],
});
