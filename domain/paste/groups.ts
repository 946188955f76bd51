import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { Placed } from "./words.ts";

/** What is written in groups: account numbers, card numbers, telephone numbers without their country. */
const shapes = [
  /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{3})?(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])\d{4}[ -]\d{6}[ -]\d{4,5}(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])0[1-9]\d{0,4}(?:[ /-]\d{2,5}){2,5}(?![\p{L}\d])/gu,
];

/**
 * Values in groups inside a line whose check digits do not match, or that lack their country: word by word they would be
 * passed over. `rest` is the line without them.
 */
export function takeGroups(line: string): { readonly placed: readonly Placed[]; readonly rest: string } {
  const placed: Placed[] = [];
  let rest = line;
  for (const shape of shapes) {
    let left = "";
    let from = 0;
    for (const { 0: whole, index } of rest.matchAll(shape)) {
      const end = meant(whole);
      if (end === undefined) continue;
      placed.push({ at: index, read: parseIndicator(whole.slice(0, end)) });
      left += rest.slice(from, index) + " ".repeat(end);
      from = index + end;
    }
    rest = left + rest.slice(from);
  }
  return { placed, rest };
}

/** How much of it is a value or was meant as one: what follows may be another word in capitals. */
function meant(groups: string): number | undefined {
  for (let end = groups.length; end > 0; end = groups.lastIndexOf(" ", end - 1)) {
    const read = parseIndicator(groups.slice(0, end));
    if (read.ok || read.fault.code === "check-digits" || (read.fault.code === "unreadable" && read.fault.expected === "phone")) return end;
  }
  return undefined;
}
