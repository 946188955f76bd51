import { defineFormat } from "#domain/import/formats/define.ts";
import { readText } from "#domain/import/text.ts";
import { ok } from "#domain/primitives/result.ts";

/** Whatever is no other format. */
export const text = defineFormat({
  name: "text",
  label: "running text (also Markdown, logs, rules)",
  line: "the line on which it begins",
  reads: ["every indicator, defanged or not", "markings anywhere in the text", "words that stand alone on a line"],
  leavesOut: [
    ["words alone on a line that look like an indicator and are none", "each is named"],
    ["words with capitals and dots without a common ending (Evil.Example)", "they may be two words of a text; each is named"],
    ["what stands beside a character that is broken", "it may be a part of what was written; each is named"],
    [
      "what a line end may have broken, where it may as well be two values",
      "a part of a value is another value; each is named with its pieces",
    ],
    ["the addresses of services that rewrite links", "they hide where a link leads and may name the recipient; where it leads is read"],
  ],
  read: async ({ text: all }, { kinds }) => ok(await readText(all, kinds)),
});
