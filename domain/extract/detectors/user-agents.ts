import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";

const product =
  /(?: ?\([^()\n"]{0,300}(?:\([^()\n"]{0,100}\)[^()\n"]{0,300}){0,6}\)| (?:like Gecko|Mobile|Safari|Version|Chrome)(?![\w/])| [A-Za-z][\w.+-]{0,40}\/[\w.+-]{1,40}| \[[\w;/., -]{1,60}\])/uy;
const first = /(?:Mozilla|Opera|Dalvik)\/\d[\d.]*/uy;
const header = /user[-_ ]?agents?["']?\s{0,3}[:=]\s{0,3}(["'`]?)([^\n\r"'`<>|]{3,400})/iy;

/** A user agent that begins at `from` with the word for browsers; returns its end, or -1. */
export function browser(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  if (isAlphanumeric(text, from - 1)) return -1;
  first.lastIndex = from;
  const begin = first.exec(text)?.[0].length;
  if (begin === undefined) return -1;
  let end = from + begin;
  for (let parts = 0; parts < 24; parts += 1) {
    product.lastIndex = end;
    const part = product.exec(text)?.[0];
    if (part === undefined) break;
    end += part.length;
  }
  while (/[.,;]/u.test(text[end - 1] ?? "")) end -= 1;
  return put(scan, kind, from, end) ? end : -1;
}

/** What stands behind "User-Agent:"; returns its end, or -1. */
export function agentHeader(scan: Scan, from: number, kind: Findable): number {
  header.lastIndex = from;
  const found = header.exec(scan.text);
  const value = found?.[2]?.replace(/[\s,;]+$/u, "");
  if (found === null || value === undefined || /^(?:is|was|the|a|strings?|headers?)\s/i.test(value)) return -1;
  const begin = from + found[0].length - (found[2]?.length ?? 0);
  return put(scan, kind, begin, begin + value.length) ? begin + value.length : -1;
}
