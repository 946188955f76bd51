import { RE2JS, RE2Set } from "re2js";

/** Patterns of one list as one automaton that takes linear time, whatever the patterns are (RE2). */
export interface Patterns {
  readonly size: number;
  matches(text: string): boolean;
}

/** What all patterns of a list may have together, in characters, and one alone: an automaton of a few megabytes. */
const most = { together: 50_000, alone: 2_000 };
/** How much of a value is looked at. */
const longest = 4096;
const delimited = /^([/#~!@%|,;])(.*)\1([a-z]*)$/isu;
/** PCRE's flags in RE2's words; `u` and `g` change nothing about whether something matches. `x`, `e` and others have no equal. */
const flags: Readonly<Record<string, string>> = { i: "i", m: "m", s: "s", u: "", g: "", U: "U" };

/** `/…/i` as PHP writes it, or bare, as RE2 writes it; undefined for flags that RE2 does not have. */
function translated(pattern: string): string | undefined {
  const [, , inner, marks = ""] = delimited.exec(pattern) ?? [];
  if (inner === undefined) return `(?:${pattern})`;
  const own = [...marks].map((mark) => flags[mark]);
  if (own.includes(undefined)) return undefined;
  const set = [...new Set(own.join(""))].join("");
  return `(?${set}:${inner})`;
}

function isReadable(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    // look-around, back references and other things that no linear engine has
    return false;
  }
}

/** The patterns that this engine reads, in its words; the others are left out. Compiling is bounded. */
export function readPatterns(all: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const one of all) {
    const pattern = one === "" || one.length > most.alone ? undefined : translated(one);
    if (pattern === undefined || length + pattern.length > most.together || !isReadable(pattern)) continue;
    length += pattern.length;
    kept.push(pattern);
  }
  return kept;
}

/** Makes the automaton of patterns that `readPatterns` has read. */
export function patternsOf(read: readonly string[]): Patterns {
  const set = new RE2Set();
  for (const pattern of read) set.add(pattern);
  if (read.length > 0) set.compile();
  return { size: read.length, matches: (text) => read.length > 0 && set.match(text.slice(0, longest)).length > 0 };
}
