import { isValidBIC } from "ibantools";
import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { money } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

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
  detect: [
    {
      as: "named",
      words: "bic swift",
      shape: /(?:bic|swift)(?:[/ _-](?:bic|swift|code))?[ \t]{0,2}[:=]?[ \t]{0,2}([A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)(?![A-Za-z\d])/iy,
    },
  ],
  names: { types: "", headers: "bic swift" },
  halfLife: lasting,
  stix: at("bank-account:bic", { paths: "bank-account:bic_code" }),
  misp: money("bic"),
  keys: itself,
  defang: asItIs,
});
