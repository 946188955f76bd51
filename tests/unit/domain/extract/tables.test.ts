import { expect, it } from "vitest";
import { isAlphanumeric } from "#domain/extract/characters.ts";
import { extract } from "#domain/extract/index.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind, type KindDefinition } from "#domain/kinds/define.ts";
import { type Kind, known } from "#domain/kinds/index.ts";
import { registryOf } from "#domain/kinds/registry.ts";
import type { Detection, Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { seal } from "../kinds/made-up/seal.ts";

/** A made-up kind that takes what it is given and is found in this way alone. */
const found = (how: Detection, text: string): readonly string[] => {
  const { canonicalise: _, ...rest } = seal;
  const kind = defineKind({ ...rest, canonicalise: (value) => (value === "" ? undefined : value), detect: [how] });
  // a name that no list of ours holds
  const kinds = registryOf<Kind>([...known.all, kind as KindDefinition as KindDefinition<Kind>]);
  return extract(text, kinds)
    .filter((hit) => kinds.of(hit.kind).name === kinds.named("seal"))
    .map(({ value }) => value);
};

/** Letters and digits from `from` on, with signs before them. */
function read(scan: Scan, from: number, kind: Findable): number {
  let end = from + 1;
  while (isAlphanumeric(scan.text, end) || scan.text[end] === ":" || scan.text[end] === "\\") end += 1;
  return put(scan, kind, from, end) ? end : -1;
}

it.each<readonly [what: string, how: Detection, text: string, values: readonly string[]]>([
  ["a word", { as: "word", first: "zZ", length: [6, 8], shape: /^z-\d{4,6}$/iu }, "box z-4711 and z-1", ["z-4711"]],
  ["so many digits", { as: "digest", digits: 48 }, `key ${"a1".repeat(24)}.`, ["a1".repeat(24)]],
  ["digits inside a path", { as: "digest", digits: 48, inside: true }, `https://a.example/x/${"b2".repeat(24)}/y`, ["b2".repeat(24)]],
  ["so many letters", { as: "run", length: 17 }, "key zzzzzzzzzzzzzzzz9 here", ["zzzzzzzzzzzzzzzz9"]],
  ["a label before", { as: "labelled", digits: [32], label: "sealsum" }, `Sealsum: ${"c3".repeat(16)}`, ["c3".repeat(16)]],
  [
    "a label behind",
    { as: "labelled", digits: [32], label: "sealsum", behind: "sealsum" },
    `${"c3".repeat(16)} (sealsum)`,
    ["c3".repeat(16)],
  ],
  ["a first character", { as: "address", first: "Z" }, "pay to ZZZZZZZZZZZZZZZZZZZZZZZZZZ9 now", ["ZZZZZZZZZZZZZZZZZZZZZZZZZZ9"]],
  ["a word that opens it", { as: "opened", words: "plomb", read }, "the plomb was cut", ["plomb"]],
  ["a word that names it", { as: "named", words: "plomb", shape: /plomb: (\w+)/iy }, "Plomb: Z4711 was cut", ["Z4711"]],
  [
    "letters and a number",
    { as: "numbered", words: "plo", shape: /plo[ -]\d+/iy, value: (one) => one.toUpperCase() },
    "a plo 17",
    ["PLO 17"],
  ],
  [
    "the same as one word",
    { as: "numbered", words: "plo", shape: /plo[ -]\d+/iy, value: (one) => one.toUpperCase() },
    "a plo-17",
    ["PLO-17"],
  ],
  ["a plus sign", { as: "spot", at: "plus", read }, "code +z17 here", ["+z17"]],
  ["two zeros", { as: "spot", at: "zeros", read }, "code 00z17 here", ["00z17"]],
  ["an at sign", { as: "spot", at: "sign", read }, "code #z17 here", ["#z17"]],
  ["a number", { as: "spot", at: "number", read }, "code 7123 here", ["7123"]],
  ["a country", { as: "spot", at: "country", read }, "code zz17 here", ["zz17"]],
  ["a group", { as: "spot", at: "group", read }, "code z7z7 here", ["z7z7"]],
  ["a count", { as: "spot", at: "count", read }, "code 17:zz here", ["17:zz"]],
  ["a root", { as: "rooted", before: "\\", word: /^zroot$/u, read }, "in zroot\\a now", ["zroot\\a"]],
  ["a root with a colon", { as: "rooted", before: ":\\", word: /^zroot$/u, read }, "in zroot:\\a now", ["zroot:\\a"]],
  ["a heading", { as: "heading", topic: "plombs?", lists: true }, "Plombs:\n- Z one\n- Z two\n", ["Z one", "Z two"]],
  ["words before a handle", { as: "handle", before: /plomb[^\n@]{0,9}$/iu }, "plomb of @dark_desk", ["@dark_desk"]],
  ["a page", { as: "page", site: /^seals\.example$/u, part: /\/box\/(\w+)/u }, "see https://seals.example/box/z17", ["z17"]],
])("finds a kind by %s that it declares", (_what, how, text, values) => {
  expect(found(how, text)).toEqual(values);
});
