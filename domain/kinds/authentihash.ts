import { hashLifetime } from "#domain/kinds/families/hash.ts";
import { defineLabelledHash } from "#domain/kinds/families/labelled-hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

/** SHA-256 over what a Windows program's signature covers, in lower-case hexadecimal. */
export const authentihash = defineLabelledHash({
  name: "authentihash",
  label: "an authentihash",
  digits: 64,
  examples: [
    [
      "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
  ],
  detect: [
    { as: "labelled", digits: [32, 40, 64], label: "authenti[-_ ]?hash", behind: "authentihash" },
    { as: "heading", topic: "authentihash(?:es)?" },
  ],
  types: "",
  halfLife: hashLifetime,
  stix: digest("AUTHENTIHASH", "authentihash"),
  misp: payload("authentihash"),
});
