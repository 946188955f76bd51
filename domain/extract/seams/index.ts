import type { Edit } from "#domain/extract/refang/edit.ts";
import { anyDot } from "#domain/extract/refang/typography.ts";
import { rulesIn, type Span } from "#domain/extract/rules.ts";
import { digestAt, hexHead, isDigest } from "#domain/extract/seams/digests.ts";
import { areDigits, beginOf, headOf, isWhole, type Line, lineAt, longest, marked, tailOf } from "#domain/extract/seams/lines.ts";
import { fileEndings } from "#domain/kinds/checks/file-endings.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { endingOf } from "#domain/kinds/filename.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";

/** What may be one value over a line end, or two: where it stands, its pieces, and what it would be. */
export interface Doubt extends Span {
  readonly pieces: readonly string[];
  readonly kind: "url" | "domain" | "hash";
}
/** What line ends break: what is certain to go on is read without them, the rest is in doubt. */
export interface Seams {
  readonly joins: readonly Edit[];
  readonly doubts: readonly Doubt[];
}

/** The end of one line and the beginning of the next. */
interface Ends {
  /** Whether the text parts its words at line ends. */
  readonly parts: () => boolean;
  readonly tail: string;
  readonly head: string;
  readonly isAlone: boolean;
  /** The next line is one of several that are files of the URL above them. */
  readonly isListed: boolean;
}
type Seam = "join" | Doubt["kind"] | undefined;

const scheme = /^["'(<[{|]{0,3}(?:[a-z][a-z*+]{1,12}(?:\[?:\]?|:)\/{2}|h..ps?\[:\/\/\])/iu;
const dotEnd = /(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[@\]|\(at\)|\[at\]|[\p{L}\p{N}_]@|:\/\/|\[:\]\/\/)$/iu;
const dotBeginning = /^(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[@\]|\[at\]|\(at\))[\p{L}\p{N}]/iu;
const name = /^[("'<[]{0,2}[\p{L}\p{N}][\p{L}\p{N}_.[\]()-]*-$/u;
const edges = /^["'(<[{]+|["')>\]}.,;:!?]+$/gu;

const signs = marked("/?&=%_#~+@-");
/** Whether a line that ends at `end` may go on: most do not, and need not be looked at closely. */
function mayGoOn(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 1);
  if (signs[last] === 1) return true;
  const before = text.charCodeAt(end - 2);
  // "198.51." and "evil[.]"
  if (last === 0x2e) return before >= 0x30 && before <= 0x39;
  return (last === 0x5d || last === 0x29 || last === 0x7d) && (before === 0x2e || before === 0x40 || (before | 0x20) === 0x74);
}
/** Whether a line that begins at `from` may be the rest of what stands above it. */
function mayBeRest(text: string, from: number): boolean {
  const first = text.charCodeAt(from);
  if (first === 0x3f || first === 0x26 || first === 0x3d || first === 0x25) return true;
  const next = text.charCodeAt(from + 1);
  return (
    (first === 0x5b || first === 0x28 || first === 0x7b) &&
    (next === 0x2e || next === 0x40 || (next | 0x20) === 0x64 || (next | 0x20) === 0x61)
  );
}
const bare = (word: string): string => word.replace(anyDot, ".").replace(edges, "");
/** Whether a word begins with a host, an address or a mailbox of its own. */
function isOwn(word: string): boolean {
  const [place = ""] = bare(word).split(/[/?#:]/u);
  return (
    scheme.test(word) || word.includes("@") || readDomain(place) !== undefined || readIpv4(place) !== undefined || isDigest(bare(word))
  );
}
const isFile = (word: string): boolean => fileEndings.has(endingOf(word)) && word.includes(".");

/** What a line end between two words is. */
function seamOf(ends: Ends): Seam {
  const { tail, head } = ends;
  if (tail === "" || head === "" || scheme.test(head)) return undefined;
  if (dotEnd.test(tail) && /^[\p{L}\p{N}]/u.test(head) && /[\p{L}\p{N}]/u.test(tail)) return isNamed(tail + head) ? "join" : undefined;
  if (dotBeginning.test(head) && /[\p{L}\p{N}]$/u.test(tail)) return isNamed(tail + head) ? "join" : undefined;
  if (scheme.test(tail)) return inUrl(ends);
  if (/^(?:\d{1,3}\.){1,3}$/u.test(tail) && readIpv4(bare(tail + head)) !== undefined) return "join";
  return tail.endsWith("-") && name.test(tail) ? behindHyphen(ends) : undefined;
}

/** A host or an address is in it; for what dots or signs were made harmless in. */
function isNamed(word: string): boolean {
  const plain = bare(word).replace(/\[@\]|\(at\)|\[at\]/giu, "@");
  const place = plain.slice(plain.lastIndexOf("@") + 1).replace(/^[a-z*+]{2,9}(?:\[?:\]?|:)\/\//iu, "");
  const [host = ""] = place.split(/[/?#:]/u);
  return readDomain(host) !== undefined || readIpv4(host) !== undefined || scheme.test(word) || /\.$/u.test(host);
}

/** Programs break a URL behind and before its signs. One that ends in such a sign may as well be whole. */
function inUrl({ tail, head, isAlone, isListed }: Ends): Seam {
  if (!/[/?&=%_#~+-]$/u.test(tail) && !/^[?&=%#]/u.test(head)) return undefined;
  if (isOwn(head) || !/^[\p{L}\p{N}?&=%_#~+./-]/u.test(head) || !/[\p{L}\p{N}]/u.test(head)) return undefined;
  const last = bare(head);
  const isPath = /[/?=&%]/u.test(last) || (isFile(last) && !tail.endsWith("/"));
  if (isPath && !(tail.endsWith("/") && head.startsWith("/"))) return isListed ? undefined : "join";
  if (isListed || !isAlone || !/^[\p{L}\p{N}._~-]{2,}$/u.test(head)) return undefined;
  return isFile(last) || /\d/u.test(last) || tail.endsWith("-") ? "url" : undefined;
}

/** Whether line ends of the text part words: a small letter and a hyphen, and a small letter below. */
const parted = /\p{Ll}{2}-\r?\n\s{0,8}\p{Ll}{2,}(?=[\s,;)])/u;

/** A hyphen at the end of a line is the name's own, unless the text is one that parts its words. */
function behindHyphen({ parts, tail, head }: Ends): Seam {
  const [place = ""] = bare(head).split(/[/?#:@]/u);
  if (!place.includes(".") || readDomain(place) === undefined) return undefined;
  const rest = bare(tail.slice(0, -1));
  if (rest.includes(".") && readDomain(rest) !== undefined) return undefined;
  // "C2-" is no part of a name in small letters
  if (/\p{Lu}/u.test(rest) && !/\p{Lu}/u.test(head)) return "domain";
  return !/[\d.-]/u.test(rest) && parts() ? "domain" : "join";
}

/** Where line ends break what is one value, except in rules. Linear in the length of the text. */
export function seamsIn(text: string): Seams {
  const { joins, doubts } = seamsOf(text);
  const rules = joins.length + doubts.length === 0 ? [] : rulesIn(text);
  if (rules.length === 0) return { joins, doubts };
  const isOutside = (span: Span): boolean => !rules.some(({ from, to }) => span.from < to && span.to > from);
  return { joins: joins.filter(isOutside), doubts: doubts.filter(isOutside) };
}

function seamsOf(text: string): Seams {
  const joins: Edit[] = [];
  const doubts: Doubt[] = [];
  let isParted: boolean | undefined;
  const parts = (): boolean => {
    isParted ??= parted.test(text);
    return isParted;
  };
  // what was joined so far, where it may go on
  let carried = { at: -1, tail: "" };
  // where a line begins that is one of a list of digests
  let list = { at: -1, digits: 0 };
  for (let end = text.indexOf("\n"), begin = 0; end >= 0; begin = end + 1, end = text.indexOf("\n", begin)) {
    const above = text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
    const mayBeDigest = above - 8 >= begin && areDigits(text, above - 8, 8);
    if (!mayBeDigest && !mayGoOn(text, above) && !mayBeRest(text, end + 1)) continue;
    const line: Line = { from: begin, to: above };
    const first = beginOf(text, end + 1);
    const next = text.charCodeAt(first);
    // an empty line, or another URL: most lists are of those
    if (next === 0x0a || (next === 0x68 && (text.startsWith("http", first) || text.startsWith("hxxp", first)))) continue;
    const isDigits = mayBeDigest && areDigits(text, first, 4);
    if (mayBeDigest && !isDigits && !mayBeRest(text, first)) continue;
    // most digests stand in lists, of which the first was looked at
    if (isDigits && list.at === begin && isWhole(text, first, list.digits) && above - begin === list.digits) {
      list = { at: end + 1, digits: list.digits };
      continue;
    }
    const below = lineAt(text, end + 1);
    if (below.from === below.to) continue;
    const tail = carried.at === begin ? carried.tail : tailOf(text, line.from, line.to);
    const head = headOf(text, below);
    if (head === "" || tail === "") continue;
    const isAlone = below.from + head.length === below.to;
    const digest = isDigits && hexHead.test(head) ? digestAt(text, line, tail) : undefined;
    if (digest !== undefined) {
      if (digest.seam === undefined && digest.pieces.every(isDigest))
        list = { at: text.lastIndexOf("\n", digest.to - 1) + 1, digits: digest.pieces.at(-1)?.length ?? 0 };
      if (digest.seam === "join") joins.push(...digest.edits);
      else if (digest.seam !== undefined) doubts.push({ from: line.to - tail.length, to: digest.to, pieces: digest.pieces, kind: "hash" });
      end = Math.max(end, text.lastIndexOf("\n", digest.to - 1));
      continue;
    }
    const isListed =
      isAlone && isFile(bare(head)) && isFile(bare(headOf(text, lineAt(text, text.indexOf("\n", below.to) + 1 || text.length))));
    const seam = seamOf({ parts, tail, head, isAlone, isListed });
    if (seam === "join") {
      joins.push({ from: line.to, to: below.from, put: "" });
      if (isAlone && tail.length < longest * 8) carried = { at: end + 1, tail: tail + head };
    } else if (seam !== undefined)
      doubts.push({ from: Math.max(begin, line.to - tail.length), to: below.from + head.length, pieces: [tail, head], kind: seam });
  }
  return { joins, doubts };
}
