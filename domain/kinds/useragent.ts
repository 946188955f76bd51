import { defineKind } from "#domain/kinds/define.ts";

/** What a program calls itself in HTTP (RFC 9110, section 10.1.5), as written, white space folded. */
export const useragent = defineKind({
  name: "useragent",
  label: "a user agent",
  examples: [
    ["Mozilla/5.0 (Night  Owl; x64) Owl/3.1", "Mozilla/5.0 (Night Owl; x64) Owl/3.1"],
    ["NightOwl", "NightOwl"],
  ],
  rejects: ["", "x".repeat(1001), "a\u0000b"],
  canonicalise: (text) => {
    const name = text.replace(/\s+/gu, " ").trim();
    return name === "" || name.length > 1000 || /\p{Cc}/u.test(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: (text) => /^(?:Mozilla|Opera|Dalvik)\/\d/u.test(text),
  reading: "brackets",
});
