import { defineFormat } from "#domain/import/formats/define.ts";
import { refuse } from "#domain/import/refuse.ts";

/** JSON that no format before this one takes (RFC 8259). */
export const json = defineFormat({
  name: "json",
  label: "JSON of other programs",
  line: "none",
  reads: [],
  leavesOut: [["all of it", "it does not show which of its texts are indicators: the file is refused with advice"]],
  read: async ({ name, text, json: parsed }) => {
    const read = parsed();
    if (read === undefined) return undefined;
    if (read === "too-much") return refuse(name, "deep-json");
    if (read !== "broken") return refuse(name, "other-json");
    // a text may begin with a bracket
    return /\.(?:json|stix2?)$/iu.test(name) || /^\s*\{\s*"/u.test(text) ? refuse(name, "broken-json") : undefined;
  },
});
