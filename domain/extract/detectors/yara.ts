import { areUnended, ruleEnd } from "#domain/extract/rules.ts";
import { put } from "#domain/extract/scan.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";

const lead =
  /(?:import\s{1,4}"[^"\n]{1,64}"\s{0,40}|include\s{1,4}"[^"\n]{1,200}"\s{0,40}|\/\/[^\n]{0,200}\n\s{0,40}|\/\*(?:[^*]|\*(?!\/)){0,400}\*\/\s{0,40})+$/u;

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
  const imports = lead.exec(text.slice(earliest, from))?.[0] ?? "";
  const begin = from - (imports.includes("import") ? imports.slice(imports.indexOf("import")).length : 0);
  return put(scan, kind, begin, end) ? end : -1;
}
