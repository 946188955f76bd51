import { defineKind } from "#domain/kinds/define.ts";
import { analytics } from "#domain/kinds/families/analytics.ts";

/** A Google Tag Manager container, `GTM-…`, in upper case. */
export const gtm = defineKind({
  name: "gtm",
  label: "a Google Tag Manager id",
  examples: [["gtm-0A1B2C3", "GTM-0A1B2C3"]],
  rejects: ["GTM-A", "GTM-0A1B2C3D4", "0A1B2C3"],
  canonicalise: (text) => (/^GTM-[A-Z\d]{4,8}$/i.test(text) ? text.toUpperCase() : undefined),
  looksLike: () => false,
  detect: [{ as: "word", first: "G", length: [8, 12], shape: /^GTM-[A-Z\d]{4,8}$/u }],
  ...analytics,
});
