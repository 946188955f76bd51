import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

const namespaced = /(?:Global|Local)\\[^\s"'`\u201d,;<>|]{3,200}/uy;
/** In a namespace of Windows. */
function inNamespace(scan: Scan, from: number, kind: Findable): number {
  namespaced.lastIndex = from;
  const found = namespaced.exec(scan.text)?.[0].replace(/[.,;:!?)\]]+$/u, "");
  return found !== undefined && put(scan, kind, from, from + found.length) ? from + found.length : -1;
}

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
  blanks: "line",
  detect: [
    { as: "rooted", before: "\\", word: /^(?:Global|Local)$/u, read: inNamespace },
    {
      as: "named",
      words: "mutex mutexes mutant",
      shape:
        /mut(?:ex(?:es)?|ant)(?:[ _-](?:name|names|value|object|is|named|called|created)){0,3}[ \t]{0,2}(?:[:=][ \t]{0,2}["'`\u201c]?|["'`\u201c])([^\s"'`\u201d,;][^"'`\u201d\n,;]{2,120})/iy,
    },
    { as: "heading", topic: "mutex(?:es)?|mutants?", lists: true },
  ],
  names: { types: "", headers: "mutex" },
  halfLife: { days: 730, speed: 1 },
  stix: at("mutex:name"),
  misp: attribute("mutex", "Artifacts dropped", true),
  keys: itself,
  defang: defangText,
});
