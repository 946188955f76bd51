import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";

/** What may stand between a scheme and its host, from the colon on. */
const mark =
  /(?:\[:\/\/\]|\(:\/\/\)|\{:\/\/\}|\[:\/\]\/|(?:\[?:\]?|\(:\)|\{:\}) ?(?:\\?\/\\?\/|\[\/\]\[\/\]|\[\/\/\]|\[\/\]\/|\\\\|__|\/(?=[\w[]))) {0,2}/uy;
/** The ways in which the names of schemes are crossed out: `hxxps`, `h**p`, `h[tt]p`, `http[s]`, `fxp`, `xxxxs`. */
const disguise =
  /(?:(h(?:tt|xx|tx|xt|\*\*|__|--|zz|\+\+|ttx|xxt|xtt|xxx|\[tt\]|\(tt\)|\[xx\]|x)p|x{4})|(f(?:tp|xp|\*p|_p|tx)))(\[s\]|\(s\)|s|x(?=.?$))? ?$/i;

const mayFollow: ReadonlySet<number> = new Set([..."/\\[ _])}"].map((one) => one.charCodeAt(0)));

/** A disguised scheme with what separates it from its host, found at its colon (which may stand in brackets). */
export function schemeAt(text: string, at: number): Edit | undefined {
  if (text[at] !== ":" && text[at + 1] !== ":") return undefined;
  if (text[at] === ":" && !mayFollow.has(text.charCodeAt(at + 1))) return undefined;
  // nothing to take off, which is the usual case
  if (text.startsWith("://", at) && /(?:^|[^a-z*])(?:https?|ftp)$/.test(text.slice(Math.max(0, at - 6), at)) && text[at + 3] !== " ")
    return undefined;
  mark.lastIndex = at;
  const separator = mark.exec(text)?.[0];
  if (separator === undefined) return undefined;
  const begin = Math.max(0, at - 12);
  const found = disguise.exec(text.slice(begin, at));
  if (found === null) return undefined;
  const from = begin + found.index;
  if (isAlphanumeric(text, from - 1)) return undefined;
  const to = at + separator.length;
  const put = `${found[1] === undefined ? "ftp" : "http"}${found[3] === undefined ? "" : "s"}://`;
  return text.slice(from, to).toLowerCase() === put ? undefined : { from, to, put };
}
