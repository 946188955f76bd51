import { isValidBIC } from "ibantools";
import { defineKind } from "#domain/kinds/define.ts";

/** A bank's code of 8 or 11 characters (ISO 9362). Common words look alike, so only by `type:`. */
export const bic = defineKind({
  name: "bic",
  label: "a BIC",
  examples: [
    ["DEUTDEFF500", "DEUTDEFF500"],
    ["abnanl2a", "ABNANL2A"],
  ],
  rejects: ["DEUTDEF", "DEUTXXFF", "DEUTDEFF50"],
  canonicalise: (text) => (isValidBIC(text.toUpperCase()) ? text.toUpperCase() : undefined),
  looksLike: () => false,
  shows: () => false,
});
