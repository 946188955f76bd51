import { readRule } from "#domain/extract/detectors/yara.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

/** What may stand before the first rule: imports and comments. */
const rule =
  /^\s*(?:(?:import|include)\s+"[^"\n]+"\s*|\/\/[^\n]*\n\s*|\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(?:(?:private|global)\s+){0,2}rule\s+\w{1,128}[^{]{0,400}\{/u;

/** One or more YARA rules with their imports, as written. */
export const yara = defineKind({
  name: "yara",
  label: "a YARA rule",
  examples: [
    ["rule Owl { condition: filesize < 10KB }\r\n", "rule Owl { condition: filesize < 10KB }"],
    [
      'import "pe"\n/* night * owl */\nrule Owl { condition: pe.is_pe }',
      'import "pe"\n/* night * owl */\nrule Owl { condition: pe.is_pe }',
    ],
    ['import "pe"\nrule Owl : night { condition: pe.is_pe }', 'import "pe"\nrule Owl : night { condition: pe.is_pe }'],
  ],
  rejects: ["rule Owl { }", "rule Owl", "Owl { condition: true }"],
  canonicalise: (text) => {
    const kept = text.replace(/\r\n?/gu, "\n").trim();
    return rule.test(kept) && /\bcondition\s*:/u.test(kept) && kept.endsWith("}") ? kept : undefined;
  },
  looksLike: (text) => /^(?:private\s+|global\s+)?rule\s+\w+/u.test(text),
  reading: "as-typed",
  long: true,
  blanks: "lines",
  detect: [{ as: "opened", words: "rule private global", read: readRule, rule: true, holdsDigests: true }],
  names: unnamed,
  halfLife: lasting,
  stix: { as: "language", language: "yara" },
  misp: payload("yara"),
  keys: itself,
  defang: defangText,
});
