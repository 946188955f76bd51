import { defineKind } from "#domain/kinds/define.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";

/** A Discord account: its name, its old name with four digits, or its number. */
export const discord = defineKind({
  name: "discord",
  label: "a Discord account",
  examples: [
    ["Night Owl#0042", "night owl#0042"],
    ["@night.owl", "night.owl"],
    ["175928847299117063", "175928847299117063"],
  ],
  rejects: ["n", "night owl", "night..owl", "17592884729911706300000"],
  canonicalise: (text) => {
    const name = text.replace(/^@/u, "").toLowerCase();
    const known = /^[^@#:\n]{2,32}#\d{4}$/u.test(name) || /^\d{17,20}$/u.test(name);
    return known || (/^[a-z\d_.]{2,32}$/u.test(name) && !name.includes("..") && !/^\d{21,}$/u.test(name)) ? name : undefined;
  },
  looksLike: () => false,
  shows: () => false,
  blanks: "groups",
  detect: [
    {
      as: "named",
      words: "discord",
      shape:
        /discord(?:[ _-](?:id|handle|account|user(?:name)?|tag|name)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?([\w.]{2,32}#\d{4}|\d{17,20}|[a-z\d_.]{2,32})(?![\w/:])/iy,
    },
  ],
  names: unnamed,
  ...account,
  stix: accountStix("account_login", { account: "discord" }),
  keys: itself,
  defang: asItIs,
});
