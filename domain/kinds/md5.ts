import { defineHash, hashLifetime } from "#domain/kinds/families/hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** RFC 1321, in lower-case hexadecimal. */
export const md5 = defineHash({
  name: "md5",
  label: "an MD5 hash",
  digits: 32,
  examples: [["D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e"]],
  detect: [{ as: "digest", digits: 32, inside: true }],
  types: "",
  halfLife: hashLifetime,
  stix: digest("MD5", "md5"),
  misp: { ...payload("md5"), warned: "x509-fingerprint-md5 malware-sample" },
});
