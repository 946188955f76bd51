import { createRequire } from "node:module";
import { linkedUser } from "#domain/people/link.ts";
import type { Pill } from "#domain/people/mentions.ts";

const require = createRequire(import.meta.url);
// read when the first formatted message comes. require() has no types of its own
const html = () => require("htmlparser2") as typeof import("htmlparser2");

/** More people nobody mentions at once. */
const most = 100;
const longestLabel = 255;

/** The links to users in a message's HTML, with their labels. What an older client quotes above a reply is not of this message. */
export function pillsIn(typed: string): readonly Pill[] {
  const found: Pill[] = [];
  let quoted = 0;
  let open: { readonly href: string; label: string } | undefined;
  const parser = new (html().Parser)({
    onopentag(name, { href }) {
      if (name === "mx-reply") quoted++;
      if (name === "a") open = href === undefined ? undefined : { href, label: "" };
    },
    ontext(text) {
      if (open) open.label += text;
    },
    onclosetag(name) {
      if (name === "mx-reply") quoted--;
      if (name !== "a" || open === undefined) return;
      const userId = linkedUser(open.href);
      const label = open.label.replace(/\s+/gu, " ").trim();
      if (userId !== undefined && quoted === 0 && label !== "" && label.length <= longestLabel && found.length < most)
        found.push({ label, userId });
      open = undefined;
    },
  });
  parser.end(typed);
  return found;
}
