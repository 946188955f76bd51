import { defineKind } from "#domain/kinds/define.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";

const shape = /^(?:(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(?:s\/)?|tg:\/\/resolve\?domain=|@)?([a-z][a-z\d_]{3,31})\/?$/i;
/** Paths of t.me that are no names. */
const taken: ReadonlySet<string> = new Set(["joinchat", "addstickers", "addemoji", "share", "proxy", "socks", "addtheme", "addlist"]);

/** A public name on Telegram, in lower case without @. */
export const telegram = defineKind({
  name: "telegram",
  label: "a Telegram name",
  examples: [
    ["@Dark_Desk", "dark_desk"],
    ["https://t.me/dark_desk", "dark_desk"],
    ["t.me/s/dark_desk", "dark_desk"],
  ],
  rejects: ["@1abcde", "@abc", "https://t.me/+AbCdEf", "https://t.me/joinchat", "dark-desk"],
  canonicalise: (text) => {
    const name = shape.exec(text)?.[1]?.toLowerCase();
    return name === undefined || taken.has(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: () => false,
  detect: [
    {
      as: "named",
      words: "telegram",
      shape:
        /telegram(?:[ _-](?:id|handle|account|user(?:name)?|name|channel|group|bot|contact)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?([A-Za-z]\w{3,31})(?![\w.:/@-])/iy,
    },
    { as: "handle", before: /(?:telegram|(?<![a-z])tg|t\.me)[^\n@]{0,24}$/i },
    { as: "heading", topic: "telegram" },
    { as: "page", site: /(?:^|\.)(?:t|telegram)\.me$/i },
  ],
  names: { types: "telegram-id", headers: "" },
  ...account,
  stix: accountStix("account_login", { account: "telegram" }),
  keys: itself,
  defang: asItIs,
});
