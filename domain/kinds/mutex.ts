import { defineKind } from "#domain/kinds/define.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

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
  names: { types: "", headers: "mutex" },
  halfLife: { days: 730, speed: 1 },
  stix: at("mutex:name"),
  misp: attribute("mutex", "Artifacts dropped", true),
  keys: itself,
  defang: defangText,
});
