import { defineKind } from "#domain/kinds/define.ts";

/** The name of a mutex as written, white space folded. Only names in a namespace of Windows show by themselves. */
export const mutex = defineKind({
  name: "mutex",
  label: "a mutex",
  examples: [
    ["Global\\{2F1B-Owl}", "Global\\{2F1B-Owl}"],
    ["  Night  Owl_Running ", "Night Owl_Running"],
  ],
  rejects: ["", "x".repeat(261), "a\u0000b"],
  canonicalise: (text) => {
    const name = text.replace(/\s+/gu, " ").trim();
    return name === "" || name.length > 260 || /\p{Cc}/u.test(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: (text) => /^(?:Global|Local)\\[^\\]/u.test(text),
  reading: "brackets",
});
