import { defineFormat } from "#domain/import/formats/define.ts";
import { ok } from "#domain/primitives/result.ts";

/** What a page begins with, remarks and a declaration of XML apart. */
const begins =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->)[\s\S]){0,4000}-->\s*){0,5}(?:<!DOCTYPE\s+svg[^>]{0,300}>\s*)?<(?:!doctype\s+html|html|head|body|svg)[\s>]/iu;
const named = /\.(?:x?html?|svg)$/iu;

/** A page as browsers save it (HTML Living Standard). */
export const html = defineFormat({
  name: "html",
  label: "HTML pages, and drawings in SVG",
  line: "the line in the file",
  reads: [
    "the text that the page shows, also where tags stand inside a value",
    "where links lead, with a base that the page names",
    "where forms, frames, refreshes and links in drawings lead",
    "addresses of pictures, also in styles",
    "markings anywhere in the text",
  ],
  leavesOut: [
    ["scripts, style sheets and fonts with the hosts from which they come", "the page is made of them; the hosts are named"],
    ["pictures from those hosts and from networks that deliver to everybody", "likewise; named"],
    ["links and pictures of the site on which the page stands, if it names its own address", "they lead around in that site; named"],
    ["links without a host where the page names no base", "nobody knows where they lead; they are counted"],
    ["what scripts would write, and comments", "nothing is run"],
  ],
  read: async ({ sniffed, text, name, mimetype }, { kinds }) => {
    if (sniffed !== "text") return undefined;
    const called = named.test(name) || /^text\/html\b/iu.test(mimetype ?? "");
    if (!begins.test(text.slice(0, 30_000)) && !(called && /<[a-z][^>]{0,2000}>/iu.test(text.slice(0, 100_000)))) return undefined;
    return ok(await (await import("#domain/import/html/read.ts")).readHtml(text, kinds));
  },
});
