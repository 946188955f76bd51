import { defineKind } from "#domain/kinds/define.ts";
import { analytics } from "#domain/kinds/families/analytics.ts";

/** A Google Analytics property, `UA-…` or `G-…`, in upper case. */
export const ga = defineKind({
  name: "ga",
  label: "a Google Analytics id",
  examples: [
    ["ua-12345678-1", "UA-12345678-1"],
    ["G-0A1B2C3D4E", "G-0A1B2C3D4E"],
  ],
  rejects: ["UA-123-1", "G-12", "UA-12345678", "G-0A1B2C3D4E5F6"],
  canonicalise: (text) => (/^(?:UA-\d{4,10}-\d{1,4}|G-[A-Z\d]{8,12})$/i.test(text) ? text.toUpperCase() : undefined),
  looksLike: () => false,
  shows: (text) => /^UA-/i.test(text) || /^G-(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])/u.test(text),
  detect: [
    { as: "word", first: "uU", length: [9, 18], shape: /^UA-\d{4,10}-\d{1,4}$/i },
    { as: "word", first: "G", length: [12, 12], shape: /^G-(?=[A-Z\d]*\d)[A-Z\d]{10}$/u },
  ],
  ...analytics,
});
