import { put } from "#domain/extract/scan.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";

/** Longest rule that is read, and after how many without an end no more are looked for. */
const longest = 65_536;
const mostUnended = 8;
const head = /(?:(?:private|global)\s{1,20}){0,2}rule\s{1,20}[A-Za-z_]\w{0,127}\s{0,20}(?::[\s\w]{1,300})?\{/uy;
const lead = /(?:import\s{1,4}"[^"\n]{1,64}"\s{0,40}|\/\/[^\n]{0,200}\n\s{0,40}|\/\*[^*]{0,400}\*\/\s{0,40})+$/u;

/** Behind the brace that closes the one at `open`: braces in strings, comments and patterns do not count. -1 if there is none. */
function closing(text: string, open: number): number {
  let depth = 0;
  const most = Math.min(text.length, open + longest);
  for (let at = open; at < most; at += 1) {
    const character = text[at];
    if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === '"') at = skip(text, at, '"', most);
    else if (character === "/" && text[at + 1] === "/") at = behind(text, "\n", at, most);
    else if (character === "/" && text[at + 1] === "*") at = behind(text, "*/", at + 2, most);
    else if (character === "/" && /=\s{0,4}$/u.test(text.slice(Math.max(0, at - 5), at))) at = skip(text, at, "/", most);
  }
  return -1;
}
function skip(text: string, at: number, end: string, most: number): number {
  for (let place = at + 1; place < most; place += 1) {
    if (text[place] === "\\") place += 1;
    else if (text[place] === end || text[place] === "\n") return place;
  }
  return most;
}
function behind(text: string, end: string, at: number, most: number): number {
  const found = text.indexOf(end, at);
  return found < 0 || found > most ? most : found + end.length - 1;
}

/** A YARA rule whose first word is at `from`, with the imports before it; returns its end, or -1. */
export function readRule(scan: Scan, from: number, kind: Findable): number {
  const { text } = scan;
  if (scan.unended > mostUnended) return -1;
  head.lastIndex = from;
  const opening = head.exec(text)?.[0];
  if (opening === undefined) return -1;
  const end = closing(text, from + opening.length - 1);
  if (end < 0) {
    scan.unended += 1;
    return -1;
  }
  const earliest = Math.max(scan.taken, from - 1000);
  const imports = lead.exec(text.slice(earliest, from))?.[0] ?? "";
  const begin = from - (imports.includes("import") ? imports.slice(imports.indexOf("import")).length : 0);
  return put(scan, kind, begin, end) ? end : -1;
}
