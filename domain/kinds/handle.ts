import { defineKind } from "#domain/kinds/define.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";

/** A name on a platform that the text does not say, in lower case without @. */
export const handle = defineKind({
  name: "handle",
  label: "a handle",
  examples: [
    ["@Dark_Desk", "dark_desk"],
    ["dark.desk", "dark.desk"],
  ],
  rejects: ["@", "@a b", "@dark@desk", "dark desk"],
  canonicalise: (text) => /^@?([a-z\d_](?:[a-z\d_.-]{0,30}[a-z\d_])?)$/i.exec(text)?.[1]?.toLowerCase(),
  looksLike: () => false,
  shows: (text) => /^@\w+$/u.test(text),
  doubtful: () => ["telegram", "twitter"],
  detect: [{ as: "handle" }],
  names: unnamed,
  ...account,
  stix: accountStix("account_login", { paths: "user-account:user_id user-account:display_name" }),
  keys: itself,
  defang: asItIs,
});
