import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { untyped } from "#domain/kinds/traits/misp.ts";

/** The numbers in use: techniques of the matrices for enterprise and mobile, of the one for plants, tactics, mitigations. */
const shape = /^(?!T1000)(?:T1[0-7]\d{2}(?:\.\d{3})?|T08\d{2}|TA0[01]\d{2}|M10[1-6]\d|M0[89]\d{2})$/u;

/** A technique, tactic or mitigation of MITRE ATT&CK. */
export const attack = defineKind({
  name: "attack",
  label: "an ATT&CK id",
  examples: [
    ["T1566.002", "T1566.002"],
    ["t1486", "T1486"],
    ["TA0040", "TA0040"],
    ["M1049", "M1049"],
    ["attack.t1059.001", "T1059.001"],
  ],
  rejects: ["T15", "T1566.2", "T1566.0021", "TA40", "M5", "T1000"],
  canonicalise: (text) => {
    const id = text.replace(/^attack\./iu, "").toUpperCase();
    return shape.test(id) ? id : undefined;
  },
  looksLike: (text) => /^T[A1]\d{3,}(?:\.\d+)?$/i.test(text),
  detect: [
    { as: "word", first: "tmTM", length: [5, 9], shape: /^(?:T[01]\d{3}(?:\.\d{3})?|TA\d{4}|M[01]\d{3})$/i },
    // the tags of Sigma rules
    { as: "word", first: "aA", length: [11, 16], shape: /^attack\.(?:T[01]\d{3}(?:\.\d{3})?|TA\d{4}|M[01]\d{3})$/i },
    {
      as: "page",
      site: /mitre\.org$/u,
      part: /\/(?:techniques|tactics|mitigations)\/((?:T[01]|TA0|M[01])\d{3}(?:\/\d{3}(?!\d))?)(?!\d)/u,
      value: (number) => number.replace("/", "."),
    },
  ],
  names: { types: "attack-pattern mitre-attack", headers: "" },
  halfLife: lasting,
  stix: {
    as: "object",
    // M1049 is what helps against techniques
    type: (value) => (value.startsWith("M") ? "course-of-action" : "attack-pattern"),
    types: ["attack-pattern", "course-of-action"],
    source: "mitre-attack",
    sources: "mitre",
    paths: "attack-pattern:external_references.external_id",
  },
  misp: untyped("External analysis"),
  keys: itself,
  defang: asItIs,
});
