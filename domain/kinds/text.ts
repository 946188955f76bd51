import { defineKind } from "#domain/kinds/define.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { untyped } from "#domain/kinds/traits/misp.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

/** Most characters (code points) of a free text. */
export const longestText = 1000;

/** Anything, kept as typed: trimmed, in Unicode's form C. Only by `type:text`. */
export const text = defineKind({
  name: "text",
  label: "a text",
  examples: [
    [" mutex Global\\\\x9 ", "mutex Global\\\\x9"],
    ["evil[.]example", "evil[.]example"],
    ["cafe\u0301", "café"],
  ],
  rejects: ["", "   ", "x".repeat(longestText + 1)],
  canonicalise: (typed) => {
    const kept = typed.toWellFormed().normalize("NFC").trim();
    return kept === "" || [...kept].length > longestText ? undefined : kept;
  },
  looksLike: () => false,
  advice: (typed) => (typed.trim() === "" ? undefined : { code: "at-most", what: "text", most: longestText }),
  shows: () => false,
  reading: "as-typed",
  blanks: "marked-line",
  detect: "only-named",
  names: unnamed,
  halfLife: lasting,
  stix: at("text:value"),
  misp: { ...untyped("Other"), warned: "other" },
  keys: itself,
  defang: defangText,
});
