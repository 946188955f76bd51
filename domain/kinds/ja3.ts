import { defineLabelledHash } from "#domain/kinds/families/labelled-hash.ts";
import { network } from "#domain/kinds/traits/misp.ts";

/** JA3 or JA3S: MD5 over what a TLS client or server offers, in lower-case hexadecimal. */
export const ja3 = defineLabelledHash({
  name: "ja3",
  label: "a JA3 fingerprint",
  digits: 32,
  examples: [["6734F37431670B3AB4292B8F60F29984", "6734f37431670b3ab4292b8f60f29984"]],
  detect: [
    { as: "labelled", digits: [32], label: "ja3s?", behind: "ja3s?" },
    { as: "heading", topic: "ja3s?" },
  ],
  types: "ja3-fingerprint-md5 ja3s",
  halfLife: { days: 365, speed: 1 },
  stix: { as: "pattern", path: "tls-fingerprint:ja3", algorithm: "ja3" },
  misp: network("ja3-fingerprint-md5"),
});
