import { defineLabelledHash } from "#domain/kinds/checks/labelled-hash.ts";

/** MD5 over the imports of a Windows program, in lower-case hexadecimal. */
export const imphash = defineLabelledHash({
  name: "imphash",
  label: "an imphash",
  digits: 32,
  examples: [["F34D5F2D4577ED6D9CEEC516C1F5A744", "f34d5f2d4577ed6d9ceec516c1f5a744"]],
});
