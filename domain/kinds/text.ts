import { defineKind } from "#domain/kinds/define.ts";

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
  advice: (typed) => (typed.trim() === "" ? undefined : `A text has at most ${longestText} characters.`),
  shows: () => false,
  reading: "as-typed",
});
