import { hashLifetime } from "#domain/kinds/families/hash.ts";
import { defineLabelledHash } from "#domain/kinds/families/labelled-hash.ts";
import { payload } from "#domain/kinds/traits/misp.ts";

/** MD5 over the imports of a Windows program, in lower-case hexadecimal. */
export const imphash = defineLabelledHash({
  name: "imphash",
  label: "an imphash",
  digits: 32,
  examples: [["F34D5F2D4577ED6D9CEEC516C1F5A744", "f34d5f2d4577ed6d9ceec516c1f5a744"]],
  detect: [
    { as: "labelled", digits: [32], label: "imp(?:ort )?[-_ ]?hash", behind: "imphash" },
    { as: "heading", topic: "imphash(?:es)?|import hash(?:es)?" },
  ],
  types: "",
  halfLife: hashLifetime,
  stix: { as: "pattern", path: "file:extensions.'windows-pebinary-ext'.imphash", algorithm: "imphash" },
  misp: payload("imphash"),
});
