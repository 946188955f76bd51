import { defineKind } from "#domain/kinds/define.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";

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
  detect: [
    {
      as: "named",
      words: "icq",
      shape: /icq(?:[ _-](?:id|uin|number|account|contact))?[ \t]{0,2}[:=#]?[ \t]{0,2}(\d(?:-?\d){4,8})(?![\d-])/iy,
    },
  ],
  names: unnamed,
  ...account,
  stix: accountStix("user_id", { account: "icq" }),
  keys: itself,
  defang: asItIs,
});
