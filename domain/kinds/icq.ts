import { defineKind } from "#domain/kinds/define.ts";

/** An ICQ number, digits only. */
export const icq = defineKind({
  name: "icq",
  label: "an ICQ number",
  examples: [
    ["123-456-789", "123456789"],
    ["65432", "65432"],
  ],
  rejects: ["1234", "1234567890", "12-a-345"],
  canonicalise: (text) => {
    const digits = text.replace(/[\s-]/gu, "");
    return /^[1-9]\d{4,8}$/u.test(digits) ? digits : undefined;
  },
  looksLike: () => false,
  shows: () => false,
});
