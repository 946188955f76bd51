import { defineHash } from "#domain/kinds/families/hash.ts";
import { network } from "#domain/kinds/traits/misp.ts";

/** JARM: what a TLS server answers to ten probes, 62 hexadecimal digits in lower case. */
export const jarm = defineHash({
  name: "jarm",
  label: "a JARM fingerprint",
  digits: 62,
  examples: [
    ["07D14D16D21D21D07C42D41D00041D24A458A375EEF0C576D23A7BAB9A9FB1", "07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1"],
  ],
  detect: [{ as: "digest", digits: 62 }],
  types: "jarm-fingerprint",
  halfLife: { days: 365, speed: 1 },
  stix: { as: "pattern", path: "tls-fingerprint:jarm", algorithm: "jarm" },
  misp: network("jarm-fingerprint"),
});
