import { type Marks, raise, readPap, readTlp } from "#domain/codes/markings.ts";

const longestTag = 64;
const mostTags = 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unshown = /[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;

/** One line of text without control characters, at most `most` UTF-16 units; undefined if nothing is left. */
export function oneLine(text: string | undefined, most: number): string | undefined {
  const kept = (text ?? "")
    .slice(0, 4 * most)
    .replace(unshown, " ")
    .trim()
    .toWellFormed();
  if (kept === "") return undefined;
  return kept.length <= most ? kept : `${kept.slice(0, most - 1).toWellFormed()}…`;
}

/** A note and a source, of the lengths that a record takes. */
export const noteOf = (text: string | undefined): string | undefined => oneLine(text, 2000);
export const sourceOf = (text: string | undefined): string | undefined => oneLine(text, 200);

/** A tag as a record takes it (`domain/primitives/text.ts`): lower case, what is not allowed in one becomes a dash. */
function tagOf(word: string): string | undefined {
  const tag = word
    .slice(0, 4 * longestTag)
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._/+-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, "")
    .slice(0, longestTag)
    .toWellFormed();
  return tag === "" ? undefined : tag;
}

const marking = /^(tlp|pap)\s{0,3}[:=]\s{0,3}"?([^"]{1,60})"?$/iu;

/**
 * Tags, each once, at most 20; what among them is a marking (`tlp:amber`, MISP's `PAP:RED`) is raised in `marks` instead. One whose
 * level nobody knows (`tlp:ex:chr`) is the strictest that it may be, and told.
 */
export function tagsOf(words: readonly string[], marks: Marks, tell: (word: string) => void): readonly string[] {
  const tags = new Set<string>();
  for (const word of words) {
    const [, scheme = "", level = ""] = marking.exec(word.trim()) ?? [];
    if (scheme !== "") {
      const isTlp = scheme.toLowerCase() === "tlp";
      const [tlp, pap] = isTlp ? [readTlp(level), undefined] : [undefined, readPap(level)];
      if ((tlp ?? pap) === undefined) tell(word.trim());
      raise(marks, isTlp ? { tlp: tlp ?? "red" } : { pap: pap ?? "red" });
    } else {
      const tag = tagOf(word);
      if (tag !== undefined && tags.size < mostTags) tags.add(tag);
    }
  }
  return [...tags];
}
