import { defineKind } from "#domain/kinds/define.ts";
import { bracketDots } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

/** The seal on a container, as a port that does not exist numbers them. */
export const seal = defineKind({
  name: "seal",
  label: "a seal",
  examples: [
    ["nob.4711.22", "NOB.4711.22"],
    ["NOB[.]4711[.]22", "NOB.4711.22"],
  ],
  rejects: ["NOB.47.22", "4711.22"],
  canonicalise: (text) => (/^nob\.\d{4}\.\d{2}$/iu.test(text) ? text.toUpperCase() : undefined),
  looksLike: (text) => /^nob\.\d/iu.test(text),
  detect: [{ as: "word", first: "nN", length: [11, 11], shape: /^nob\.\d{4}\.\d{2}$/iu }],
  names: { types: "customs-seal", headers: "sealnumber plomb" },
  halfLife: { days: 10, speed: 1 },
  stix: at("x-customs-seal:value", { observables: "x-port-seal:number" }),
  misp: attribute("port-seal", "Other", false),
  keys: itself,
  defang: bracketDots,
});
