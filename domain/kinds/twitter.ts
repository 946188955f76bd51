import { defineKind } from "#domain/kinds/define.ts";
import { accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";

const shape = /^(?:(?:https?:\/\/)?(?:www\.|mobile\.)?(?:twitter|x)\.com\/|@)?(\w{1,15})\/?$/i;
/** Paths of the site that are no names. */
const taken: ReadonlySet<string> = new Set(["home", "search", "explore", "i", "intent", "share", "hashtag", "login", "settings"]);

/** A name on X (Twitter), in lower case without @. */
export const twitter = defineKind({
  name: "twitter",
  label: "a name on X (Twitter)",
  examples: [
    ["@Dark_Desk", "dark_desk"],
    ["https://x.com/dark_desk", "dark_desk"],
    ["twitter.com/dark_desk", "dark_desk"],
  ],
  rejects: ["@a_name_of_seventeen", "dark-desk", "https://x.com/dark_desk/status/1", "https://x.com/home"],
  canonicalise: (text) => {
    const name = shape.exec(text)?.[1]?.toLowerCase();
    return name === undefined || taken.has(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: () => false,
  detect: [
    {
      as: "named",
      words: "twitter",
      shape: /twitter(?:[ _-](?:id|handle|account|user(?:name)?|name)){0,2}[ \t]{0,2}[:=][ \t]{0,2}["'`]?@?(\w{3,15})(?![\w.:/@-])/iy,
    },
    { as: "handle", before: /(?:twitter|tweet(?:ed|s)?(?: by)?|(?<![a-z])x(?: \(twitter\))?\s?[:(])[^\n@]{0,24}$/i },
    { as: "page", site: /^(?:www\.|mobile\.)?(?:twitter|x)\.com$/i },
  ],
  names: unnamed,
  halfLife: lasting,
  stix: accountStix("account_login", { account: "twitter", services: "x" }),
  misp: attribute("twitter-id", "Social network", false),
  keys: itself,
  defang: asItIs,
});
