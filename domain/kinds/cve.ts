import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";

const shape = /^cve[\s_\p{Pd}]{0,2}(\d{4})[\s_\p{Pd}](\d{4,19})$/iu;

/** A CVE number (CVE numbering rules: the first year is 1999). */
export const cve = defineKind({
  name: "cve",
  label: "a CVE number",
  examples: [
    ["CVE-2021-44228", "CVE-2021-44228"],
    ["cve_2014_0160", "CVE-2014-0160"],
    ["CVE‑2020‑1472", "CVE-2020-1472"],
    ["CVE2019-0708", "CVE-2019-0708"],
  ],
  rejects: ["CVE-1998-0001", "CVE-2140-0001", "CVE-2021-123", "CVE-20211-1234"],
  canonicalise: (text) => {
    const [, year = "", number = ""] = shape.exec(text) ?? [];
    return Number(year) >= 1999 && Number(year) <= 2099 ? `CVE-${year}-${number}` : undefined;
  },
  looksLike: (text) => /^cve-/i.test(text),
  blanks: "groups",
  detect: [
    {
      as: "numbered",
      words: "cve",
      shape: /cve(?:[-_\u2010-\u2015\u2212]\s?|\s{1,2}|:\s?|,)?\d{4}[-_\u2010-\u2015\u2212 ]\d{4,19}(?![a-z\d])/iy,
      value: (found) => found.replace(/^cve[^\d]*/i, "CVE-").replace(/[^\dA-Z-]/gu, "-"),
    },
  ],
  names: { types: "", headers: "cve cveid" },
  halfLife: lasting,
  stix: {
    as: "object",
    type: () => "vulnerability",
    types: ["vulnerability"],
    source: "cve",
    sources: "cve",
    named: true,
    paths: "vulnerability:name",
  },
  misp: attribute("vulnerability", "External analysis", false),
  keys: itself,
  defang: asItIs,
});
