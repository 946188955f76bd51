/** Part of a text, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Longest rule that is read, and after how many without an end no more are looked for. */
const longest = 65_536;
const mostUnended = 8;
const head = /(?:(?:private|global)\s{1,20}){0,2}rule\s{1,20}[A-Za-z_]\w{0,127}\s{0,20}(?::[\s\w]{1,300})?\{/uy;
const any = /\brule\s/u;
const prefix = /(?:\b(?:private|global)\s{1,20}){1,2}$/u;
const beginnings = /\brule(?=\s)/gu;

/** Where the YARA rule ends whose first word is at `from`: -1 for what is none, "unended" for one that does not end. */
export function ruleEnd(text: string, from: number): number | "unended" {
  head.lastIndex = from;
  const opening = head.exec(text)?.[0];
  if (opening === undefined) return -1;
  const end = closing(text, from + opening.length - 1);
  return end < 0 ? "unended" : end;
}

/** Whether so many rules did not end that no more are looked for: each would be read to the end of the text. */
export const areUnended = (unended: number): boolean => unended > mostUnended;

/** The YARA rules of a text, which are taken as they are written. */
export function rulesIn(text: string): readonly Span[] {
  // most texts have no brace, which is the fastest to see
  if (!text.includes("{") || !text.includes("rule") || !any.test(text)) return [];
  const spans: Span[] = [];
  let unended = 0;
  beginnings.lastIndex = 0;
  while (!areUnended(unended) && beginnings.test(text)) {
    const word = beginnings.lastIndex - "rule".length;
    const from = word - (prefix.exec(text.slice(Math.max(0, word - 60), word))?.[0].length ?? 0);
    const to = ruleEnd(text, from);
    if (to === "unended") unended += 1;
    else if (to > 0) {
      spans.push({ from, to });
      beginnings.lastIndex = to;
    }
  }
  return spans;
}

/** Behind the brace that closes the one at `open`: braces in strings, comments and patterns do not count. -1 if there is none. */
function closing(text: string, open: number): number {
  let depth = 0;
  const most = Math.min(text.length, open + longest);
  for (let at = open; at < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) depth += 1;
    else if (code === 0x7d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === 0x22) at = skip(text, at, '"', most);
    else if (code === 0x2f) at = behindSlash(text, at, most);
  }
  return -1;
}
/** Where a comment or a pattern ends that begins with the slash at `at`; there, if it is neither. */
function behindSlash(text: string, at: number, most: number): number {
  const next = text[at + 1];
  if (next === "/") return behind(text, "\n", at, most);
  if (next === "*") return behind(text, "*/", at + 2, most);
  return /(?:=|matches)\s{0,4}$/u.test(text.slice(Math.max(0, at - 11), at)) ? skip(text, at, "/", most) : at;
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
