import { defineKind } from "#domain/kinds/define.ts";
import { analytics } from "#domain/kinds/families/analytics.ts";

/** A Google AdSense publisher, `pub-` and 16 digits. */
export const adsense = defineKind({
  name: "adsense",
  label: "a Google AdSense id",
  examples: [
    ["pub-0123456789012345", "pub-0123456789012345"],
    ["ca-PUB-0123456789012345", "pub-0123456789012345"],
  ],
  rejects: ["pub-012345678901234", "pub-01234567890123456", "0123456789012345"],
  canonicalise: (text) => /^(?:ca-)?(pub-\d{16})$/i.exec(text)?.[1]?.toLowerCase(),
  looksLike: () => false,
  detect: [{ as: "word", first: "cpCP", length: [20, 23], shape: /^(?:ca-)?pub-\d{16}$/i }],
  ...analytics,
});
