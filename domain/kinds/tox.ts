import { hex } from "@scure/base";
import { defineKind } from "#domain/kinds/define.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";

const shape = /^[\da-f]{76}$/i;

/** A Tox ID: key, a number against spam, and a check of two bytes: all pairs of bytes together make zero. In upper case. */
export const tox = defineKind({
  name: "tox",
  label: "a Tox ID",
  examples: [
    [
      "b458f53c712230dcdb57d5c043f78aab15adeea902669acbde06c7240c98f6960102030445d2",
      "B458F53C712230DCDB57D5C043F78AAB15ADEEA902669ACBDE06C7240C98F6960102030445D2",
    ],
  ],
  rejects: ["b458f53c712230dcdb57d5c043f78aab15adeea902669acbde06c7240c98f6960102030445d3", "a".repeat(75)],
  canonicalise: (text) => (shape.test(text) && isChecked(text) ? text.toUpperCase() : undefined),
  looksLike: (text) => shape.test(text),
  misprinted: (text) => shape.test(text) && !isChecked(text),
  detect: [{ as: "digest", digits: 76 }],
  names: unnamed,
  ...account,
  stix: accountStix("user_id", { account: "tox" }),
  keys: itself,
  defang: asItIs,
});

function isChecked(text: string): boolean {
  const bytes = hex.decode(text.toLowerCase());
  return [0, 1].every((first) => bytes.reduce((sum, byte, index) => (index % 2 === first ? sum ^ byte : sum), 0) === 0);
}
