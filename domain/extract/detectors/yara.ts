import { areUnended, ruleEnd } from "#domain/extract/rules.ts";
import { put } from "#domain/extract/scan.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";

/** What may stand before a rule: imports, and remarks, in which the word may stand as well. */
const before = String.raw`import\s{1,4}"[^"\n]{1,64}"\s{0,40}|include\s{1,4}"[^"\n]{1,200}"\s{0,40}|\/\/[^\n]{0,200}\n\s{0,40}|\/\*(?:[^*]|\*(?!\/)){0,400}\*\/\s{0,40}`;
const lead = new RegExp(`(?:${before})+$`, "u");
const piece = new RegExp(before, "gu");

/** A YARA rule whose first word is at `from`, with the imports before it; returns its end, or -1. */
export function readRule(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  if (areUnended(scan.unended)) return -1;
  const end = ruleEnd(text, from);
  if (end === "unended") {
    scan.unended += 1;
    return -1;
  }
  if (end < 0) return -1;
  const earliest = Math.max(scan.taken, from - 1000);
  const above = lead.exec(text.slice(earliest, from))?.[0] ?? "";
  const first = above.matchAll(piece).find(([one]) => one.startsWith("import"));
  const begin = first === undefined ? from : from - above.length + first.index;
  return put(scan, kind, begin, end) ? end : -1;
}
