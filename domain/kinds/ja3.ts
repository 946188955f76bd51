import { defineLabelledHash } from "#domain/kinds/checks/labelled-hash.ts";

/** JA3 or JA3S: MD5 over what a TLS client or server offers, in lower-case hexadecimal. */
export const ja3 = defineLabelledHash({
  name: "ja3",
  label: "a JA3 fingerprint",
  digits: 32,
  examples: [["6734F37431670B3AB4292B8F60F29984", "6734f37431670b3ab4292b8f60f29984"]],
});
