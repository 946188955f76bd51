import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";

/** What may stand between a scheme and its host, from the colon on. */
const mark =
  /(?:\[:\/\/\]|\(:\/\/\)|\{:\/\/\}|\[:\/\]\/|(?:\[?:\]?|\(:\)|\{:\}) ?(?:\\{0,4}\/\\{0,4}\/{1,3}|\[\/\]\[\/\]|\[\/\/\]|\[\/\]\/|\\\\|__|\/(?=\w|\[(?!@\])))) {0,2}/uy;
/** The ways in which the names of schemes are crossed out or mistyped: `hxxps`, `h**p`, `h[tt]p`, `http[s]`, `htp`, `xxp`, `xxxxs`, `meow`, `fxp`. */
const disguise =
  /(?:(meow|(?:h(?:t{1,3}|[*_#]t|t[*_#]|xx?|tx|xt|[*_+#@.-]{2}|zz|ttx|txx|xxt|xtt|xxx|\[tt\]|\(tt\)|\{tt\}|\[xx\])|xx|tt)p|hppt|x{4})|(f(?:tp|xp|\*p|_p|tx)))(\[s\]|\(s\)|s|x(?=.?$))? ?$/i;
const pairs: Readonly<Record<string, string>> = { "]": "[", ")": "(", "}": "{" };

/** The crossed-out scheme that ends at `end`, which may stand in brackets of its own (`[hxxp]://`). */
function schemeBefore(text: string, end: number) {
  const begin = Math.max(0, end - 12);
  const written = text.slice(begin, end);
  const found = disguise.exec(written);
  if (found !== null) return { from: begin + found.index, found };
  const opener = pairs[written.at(-1) ?? ""];
  const inside = opener === undefined ? null : disguise.exec(written.slice(0, -1));
  const from = begin + (inside?.index ?? 0) - 1;
  return inside !== null && from >= 0 && text[from] === opener ? { from, found: inside } : undefined;
}

const mayFollow: ReadonlySet<number> = new Set([..."/\\[ _])}"].map((one) => one.charCodeAt(0)));

/** A disguised scheme with what separates it from its host, found at its colon (which may stand in brackets). */
export function schemeAt(text: string, at: number): Edit | undefined {
  if (text[at] !== ":" && text[at + 1] !== ":") return undefined;
  if (text[at] === ":" && !mayFollow.has(text.charCodeAt(at + 1))) return undefined;
  // nothing to take off, which is the usual case
  if (
    text.startsWith("://", at) &&
    /(?:^|[^a-z*])(?:https?|ftp)$/.test(text.slice(Math.max(0, at - 6), at)) &&
    !/[ /]/.test(text[at + 3] ?? "")
  )
    return undefined;
  mark.lastIndex = at;
  const separator = mark.exec(text)?.[0];
  if (separator === undefined) return undefined;
  const scheme = schemeBefore(text, at);
  if (scheme === undefined) return undefined;
  const { from, found } = scheme;
  if (isAlphanumeric(text, from - 1)) return undefined;
  const to = at + separator.length;
  const put = `${found[1] === undefined ? "ftp" : "http"}${found[3] === undefined ? "" : "s"}://`;
  return text.slice(from, to).toLowerCase() === put ? undefined : { from, to, put };
}
