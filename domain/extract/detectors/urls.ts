import { bits, classOf, isAlphanumeric, isUnspaced, wordBits } from "#domain/extract/characters.ts";
import { digestsWithin } from "#domain/extract/detectors/hashes.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { put, putAs } from "#domain/extract/scan.ts";
import { isScheme, url as kind, rewriterOf } from "#domain/kinds/url.ts";

/** Longest URL that is read. */
const longest = 4096;
const ends = new Uint8Array(128);
for (const character of ' \t\r\n"<>`|^\u0000\u0007\u007f') ends[character.charCodeAt(0)] = 1;
/** Quotation marks, ellipses and the punctuation of other scripts end a URL; letters and symbols of theirs do not. */
const foreignEnd = /[\u00a0\u00ab\u00bb\u2000-\u206f\u3000-\u303f\ufe30-\ufe4f\uff00-\uff0f]/u;

/** What follows a comma where the row of a table goes on. */
const nextCell =
  /^,(?:$|[\s"',;]|(?:h(?:tt|xx)ps?|ftp):\/\/|\d{4}-\d\d-\d\d|\d{1,3}(?:\.\d{1,3}){3}\b|[\da-f]{32,128}\b|(?:True|False|TRUE|FALSE|true|false|null|None|N\/A|URL|url|Domain|domain|IP|malicious|phishing|benign|high|medium|low|online|offline|active|inactive|[A-Z][a-z]+(?: [\w/-]+){0,6})(?:,|\s*$|\s*[\r\n]))/u;

/** By the code of a bracket: which pair it is of, counted from 1, and below zero where it closes. */
const pairs = new Int8Array(128);
"([{".split("").forEach((open, index) => {
  pairs[open.charCodeAt(0)] = index + 1;
});
")]}".split("").forEach((close, index) => {
  pairs[close.charCodeAt(0)] = -index - 1;
});
/** What may end a URL although it may as well be part of one. */
const doubts = new Uint8Array(128);
for (const character of "()[]{}',&") doubts[character.charCodeAt(0)] = 1;

/** What is behind the host of one URL. */
interface Tail {
  readonly text: string;
  /** How many brackets of each pair are open. */
  readonly depth: number[];
  /** The character before the URL, which its opposite may end. */
  readonly opened: number;
}

/** Where the path, query and fragment that begin at `at` end, without the punctuation of the sentence around. */
function tailEnd(text: string, at: number, opened: number): number {
  const tail: Tail = { text, depth: [0, 0, 0, 0], opened };
  const limit = Math.min(text.length, at + longest);
  let end = at;
  for (; end < limit; end += 1) {
    const code = text.charCodeAt(end);
    if (code >= 128) {
      if (
        (foreignEnd.test(text[end] ?? "") && !isDash(text, end)) ||
        (isUnspaced(code) && classOf(text.charCodeAt(end - 1)) !== bits.foreign)
      )
        break;
    } else if (ends[code] === 1 || (doubts[code] === 1 && isEnd(tail, end, code))) break;
  }
  return trimTail(tail, at, end);
}

/** A dash between letters, which is in the path: around the dash of a sentence there are blanks. */
const isDash = (text: string, at: number): boolean =>
  /[\u2012\u2013]/u.test(text[at] ?? "") && isAlphanumeric(text, at - 1) && isAlphanumeric(text, at + 1);

/** Whether a bracket, quote, comma or ampersand ends the URL; brackets are counted in `depth`. */
function isEnd({ text, depth, opened }: Tail, at: number, code: number): boolean {
  const pair = pairs[code] ?? 0;
  if (pair > 0) depth[pair] = (depth[pair] ?? 0) + 1;
  if (pair < 0) {
    const open = (depth[-pair] ?? 0) - 1;
    // the link's own bracket, or the one of Markdown between a name and its address
    if (open < 0 && (pairs[opened] === -pair || (code === 0x5d && /[([\s:,.;]/u.test(text[at + 1] ?? " ")))) return true;
    depth[-pair] = open;
  }
  if (code === 0x27) return opened === 0x27;
  if (code === 0x2c) return nextCell.test(text.slice(at, at + 140));
  return code === 0x26 && /^&(?:quot|lt|gt|#39|#x27|#34|nbsp);/i.test(text.slice(at, at + 6));
}

/** Without closing brackets that nothing opens and without punctuation. */
function trimTail({ text, depth, opened }: Tail, at: number, to: number): number {
  let end = to;
  for (; end > at; end -= 1) {
    const code = text.charCodeAt(end - 1);
    const pair = code < 128 ? (pairs[code] ?? 0) : 0;
    const open = depth[Math.abs(pair)] ?? 0;
    if (pair !== 0 && pair > 0 === open > 0 && open !== 0) depth[Math.abs(pair)] = open - Math.sign(open);
    else if (!((code < 128 && punctuation[code] === 1) || code === 0x2026 || (opened === code && (code === 0x5f || code === 0x7e)))) break;
  }
  return end;
}
const punctuation = new Uint8Array(128);
for (const character of ".,;:!?'\"*\\") punctuation[character.charCodeAt(0)] = 1;

const tails: ReadonlySet<number> = new Set([0x2f, 0x3f, 0x23, 0x5c]);
const user = /[^\s/?#\\"'<>`|@[\]{}()]{1,128}@/y;
const literal = /\[[\da-fA-F:.]{2,45}\]/y;

/** Behind the host that begins at `at`, with what names a user before it and a port behind it; `at` if there is none. */
function authorityEnd(text: string, at: number): number {
  let from = at;
  let end = wordEnd(text, from);
  if (userSigns.has(text.charCodeAt(end))) {
    user.lastIndex = from;
    from += user.exec(text)?.[0].length ?? 0;
    end = from === at ? end : wordEnd(text, from);
  }
  if (text[from] === "[") {
    literal.lastIndex = from;
    end = from + (literal.exec(text)?.[0].length ?? 0);
  }
  if (end === from) return at;
  const port = text[end] === ":" ? (/^:\d{0,5}/.exec(text.slice(end, end + 6))?.[0].length ?? 0) : 0;
  return end + port;
}
const userSigns: ReadonlySet<number> = new Set([...":@%+!$&*=,;~"].map((one) => one.charCodeAt(0)));
function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && end - from < 254 && (classOf(text.charCodeAt(end)) & wordBits) !== 0) end += 1;
  return end;
}

/** A URL whose scheme begins at `from` and whose host begins at `host` (the same place if it has none). Returns its end, or -1. */
export function urlFrom(scan: Pass, from: number, host: number): number {
  const { text } = scan;
  // what stands behind a scheme that is none of ours is no page of the web
  if (from === host && text[from - 1] === "/" && /:\/{2,6}$/u.test(text.slice(Math.max(0, from - 7), from))) return -1;
  const after = authorityEnd(text, host);
  if (after === host) return -1;
  const authority = text.slice(host, after);
  const opened = from === 0 ? 0 : text.charCodeAt(from - 1);
  const hasTail = tails.has(text.charCodeAt(after));
  const bare = /[.:_-]$/.test(authority) ? authority.replace(/[.:_-]+$/, "") : authority;
  // in a text with many URLs to nowhere the host is read before the long rest
  if (scan.nowhere > 3 && kind.canonicalise(text.slice(from, host) + bare) === undefined) return -1;
  const end = hasTail ? tailEnd(text, after, opened) : host + bare.length;
  const site = isGlued(bare) ? bare.slice(0, bare.lastIndexOf(".")) : bare;
  const last = site === bare ? Math.max(end, host + bare.length) : host + site.length;
  if (!put(scan, kind, from, last)) {
    scan.nowhere += 1;
    // the address of a service, perhaps with the name of who got the mail in it
    return rewriterOf(scan.written(from, last, kind.reading)) === undefined ? -1 : last;
  }
  if (last > after + 3) pages(scan, { from, to: last }, authority, after);
  if (last > after + 8) digestsWithin(scan, after, last);
  return last;
}

/** What the page at a URL stands for, by sites of which that is known: a person, a technique. The path begins at `path`. */
function pages(scan: Pass, { from, to }: { readonly from: number; readonly to: number }, authority: string, path: number): void {
  const { text, tables } = scan;
  for (const { kind, how } of tables.pages) {
    if (!how.site.test(authority)) continue;
    if (how.part === undefined) {
      putAs(scan, kind, text.slice(from, to).replace(/[?#].*$/, ""), { from, to });
      continue;
    }
    const found = how.part.exec(text.slice(path, to));
    const part = found?.[1] ?? "";
    const begin = path + (found?.index ?? 0) + (found?.[0].length ?? 0) - part.length;
    if (part === "") continue;
    const value = how.value?.(part);
    if (value === undefined) put(scan, kind, begin, begin + part.length);
    else putAs(scan, kind, value, { from: begin, to: begin + part.length });
  }
}

/** "https://evil.example.Then": a sentence that goes on without a blank. */
function isGlued(authority: string): boolean {
  const first = authority.charCodeAt(authority.lastIndexOf(".") + 1);
  return first >= 0x41 && first <= 0x5a && /\.[a-z\d-]+\.[A-Z][a-z]+$/.test(authority);
}

/** A URL by the colon of its scheme. Returns its end, or -1. */
export function url(scan: Pass, colon: number): number {
  const { text } = scan;
  const written = /(?:stratum\+|ws\+)?[a-z][a-z\d]{1,15}$/i.exec(text.slice(Math.max(scan.taken, colon - 24), colon))?.[0] ?? "";
  // a scheme that is glued to a word before it still begins a URL
  const scheme = isScheme(written.toLowerCase()) ? written : (/(?:https?|ftps?|wss?)$/i.exec(written)?.[0] ?? "");
  return scheme === "" ? -1 : urlFrom(scan, colon - scheme.length, colon + 3);
}
