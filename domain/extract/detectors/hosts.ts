import { bits, classOf, isAlphanumeric, isSeam, lineBefore, wordBits } from "#domain/extract/characters.ts";
import { isFileHere, isVersion } from "#domain/extract/context.ts";
import { urlFrom } from "#domain/extract/detectors/urls.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { put, putAs } from "#domain/extract/scan.ts";
import { fileEndings, ratherFile, ratherHost } from "#domain/kinds/checks/file-endings.ts";
import { isBuffer, isPrefetch, isVerdict } from "#domain/kinds/checks/verdicts.ts";
import { domain } from "#domain/kinds/domain.ts";
import { endingOf, filename } from "#domain/kinds/filename.ts";
import { ipv4 } from "#domain/kinds/ipv4.ts";
import { ipv4Cidr } from "#domain/kinds/ipv4-cidr.ts";

const quad = /^\d{1,3}(?:\.\d{1,3}){3}$/u;

/** Where a word without its punctuation begins and ends. */
export function trimmed(text: string, from: number, to: number): readonly [from: number, to: number] {
  let [begin, end] = [from, to];
  while (end > begin && isJoint(text.charCodeAt(end - 1))) end -= 1;
  // "_evil.example_" is emphasis, "_dmarc.evil.example" a name
  const marked = end < to && text[end] === "_";
  while (begin < end && isJoint(text.charCodeAt(begin)) && (marked || text[begin] !== "_")) begin += 1;
  return [begin, end];
}
const isJoint = (code: number): boolean => code === 0x2e || code === 0x2d || code === 0x5f;

/** A word of letters, digits, dots and hyphens, with at least one dot. Returns up to where the text is taken, or -1. */
export function dotted(scan: Pass, from: number, to: number, classes: number): number {
  const { text } = scan;
  const [start, end] = trimmed(text, from, to);
  // the digits of "%2F" are not part of the name behind it
  const begin = text[start - 1] === "%" && /^[\da-f]{2}/iu.test(text.slice(start, start + 2)) ? start + 2 : start;
  const word = text.slice(begin, end);
  if (word.length > 255 || !word.includes(".")) return -1;
  if ((classes & ~(bits.digit | bits.dot | bits.dash)) === 0 || /^[\d.-]+$/u.test(word)) return addresses(scan, begin, end, word);
  const seam = (classes & bits.foreign) === 0 ? -1 : seamIn(text, begin, end);
  if (seam > 0) return Math.max(dotted(scan, begin, seam, classes), dotted(scan, seam, end, classes));
  return hostOrFile(scan, { begin, end, word, hasUpper: (classes & (bits.upper | bits.foreign)) !== 0 });
}

/** "name(1).pdf": the brackets belong to the file's name. */
export function bracketed(scan: Pass, begin: number, end: number): number {
  const { text } = scan;
  const ending = text.slice(begin, end).toLowerCase();
  if (!(fileEndings.has(ending) || ratherFile.has(ending))) return -1;
  const named = /[\p{L}\p{N}_.-]{1,80}\s?\([\p{L}\p{N}]{1,12}\)\.$/u.exec(text.slice(Math.max(scan.taken, begin - 96), begin));
  return named !== null && put(scan, filename, begin - named[0].length, end) ? end : -1;
}

/** Where two scripts meet of which one is written without blanks, or -1. */
function seamIn(text: string, from: number, to: number): number {
  let last = text.charCodeAt(from);
  for (let at = from + 1; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if ((code >= 0x2e80 || last >= 0x2e80) && code !== 0x2e && last !== 0x2e && isSeam(last, code)) return at;
    last = code;
  }
  return -1;
}

/** One address, or several joined by hyphens; with a port, a range's length or a path behind it. */
function addresses(scan: Pass, begin: number, end: number, word: string): number {
  const { text } = scan;
  if (!word.includes("-")) return quad.test(word) ? address(scan, begin, end) : captured(scan, begin, end);
  const parts = word.split("-");
  if (!parts.every((part) => quad.test(part))) return end;
  let place = begin;
  for (const part of parts) {
    put(scan, ipv4, place, place + part.length);
    place += part.length + 1;
  }
  return text[end] === "/" ? end + 1 : end;
}

const endpoint = /^(\d{1,3}(?:\.\d{1,3}){3})\.(\d{1,5})$/u;
/** "198.51.100.7.443 > 192.0.2.1.49729": captures of packets, and lists of sockets on BSD, join the port with a dot. Returns the end. */
function captured(scan: Pass, begin: number, end: number): number {
  const { text } = scan;
  const found = endpoint.exec(text.slice(begin, end));
  const address = found?.[1];
  if (address === undefined || Number(found?.[2]) > 65_535) return end;
  const isNamed = /(?:^|\s)(?:IP6?\s|(?:tcp|udp)[46]{1,2}\s[^\n]{0,60})$/u.test(lineBefore(text, begin, 72));
  const isArrow = /^:? [<>] [\da-f]/u.test(text.slice(end, end + 5)) || /\d [<>] $/u.test(text.slice(Math.max(0, begin - 4), begin));
  if (isNamed || isArrow) put(scan, ipv4, begin, begin + address.length);
  return end;
}

function address(scan: Pass, begin: number, end: number): number {
  const { text } = scan;
  const before = text.charCodeAt(begin - 1);
  // part of a longer number, or of a name
  if (
    (begin > 0 && (classOf(before) & (bits.digit | bits.letter | bits.hexLetter | bits.underscore)) !== 0) ||
    /^\.\d/u.test(text.slice(end, end + 2))
  )
    return end;
  if (isVersion(scan, begin, end)) return end;
  const next = text[end];
  const range = next !== "/" ? null : /^\/(\d{1,2}|(?:\d{1,3}\.){3}\d{1,3})(?![\w/]|\.\w)/u.exec(text.slice(end, end + 18));
  if (range !== null) {
    const last = end + range[0].length;
    if (put(scan, ipv4Cidr, begin, last)) return last;
    // shorter than what this program takes, but an address before it
    put(scan, ipv4, begin, end);
    return range[1]?.includes(".") ? end : last;
  }
  const port = portAt(text, end);
  if (goesOn(text, end + port)) {
    const last = urlFrom(scan, begin, begin);
    if (last > 0) return last;
  }
  put(scan, ipv4, begin, end);
  return end + port;
}

/** Whether a path or a query stands at `at`. */
function goesOn(text: string, at: number): boolean {
  if (text[at] !== "/" && text[at] !== "?") return false;
  // "port 53/udp"
  if (/^\/(?:tcp|udp)(?![a-z\d])/iu.test(text.slice(at, at + 5))) return false;
  const code = text.charCodeAt(at + 1);
  return (classOf(code) & wordBits) !== 0 || "~%#?=&!@$*+".includes(text[at + 1] ?? " ");
}

/** The length of a port with its colon, or 0. */
const portAt = (text: string, at: number): number =>
  text[at] === ":" ? (/^:\d{1,5}(?!\d)/u.exec(text.slice(at, at + 7))?.[0].length ?? 0) : 0;

/** A word with a dot in it, at \`text[begin…end)\`. */
interface Word {
  readonly begin: number;
  readonly end: number;
  readonly word: string;
  readonly hasUpper: boolean;
}

function hostOrFile(scan: Pass, found: Word): number {
  const { text } = scan;
  const { begin, end, word } = found;
  const ending = endingOf(word);
  const isDisguised = scan.plain.isTouched(begin, end);
  const isAmbiguous = ratherFile.has(ending) || ratherHost.has(ending);
  const host = fileEndings.has(ending) ? undefined : domain.canonicalise(word);
  if (host === undefined) {
    if (isPrefetch(word) && put(scan, filename, begin, end)) return end;
    return fileOrLess(scan, found, ending, isDisguised);
  }
  if (!isDisguised && (isProse(text, found) || isVerdict(word) || isBuffer(word, text[end]))) return end;
  if (!isDisguised && (isAmbiguous ? isFileHere(scan, begin, end, ending) : text[begin - 1] === "\\")) {
    // the base name of a path, or a file
    put(scan, filename, begin, end);
    return end;
  }
  const port = portAt(text, end);
  if (goesOn(text, end + port)) {
    const last = urlFrom(scan, begin, begin);
    if (last > 0) return last;
  }
  scan.hits.push({ kind: domain.name, value: host, from: begin, to: end });
  return end + port;
}

/** Not a host: a file's name, a host with the next sentence glued to it, or nothing. */
function fileOrLess(scan: Pass, { begin, end }: Word, ending: string, isDisguised: boolean): number {
  const { text } = scan;
  if (fileEndings.has(ending)) {
    const start = behindDash(scan, begin);
    const stem = text.slice(start, end - ending.length - 1);
    const isName =
      /[^._-]/.test(stem) &&
      (ending.length > 1 || (stem.length > 2 && !/[.]|^(?:this|self|obj|event)$/.test(stem) && ending === text.slice(end - 1, end))) &&
      text[start - 1] !== "@";
    if (isName && !libraries.test(text.slice(start, end))) put(scan, filename, start, end);
    return end;
  }
  const dot = text.lastIndexOf(".", end - 1);
  const glued = text.slice(dot + 1, end);
  if (dot > begin && /^[A-Z][a-z]+$/.test(glued) && /^[a-z\d.-]+$/.test(text.slice(begin, dot)) && !isDisguised)
    return dotted(scan, begin, dot, bits.foreign | bits.letter | bits.upper) > 0 ? end : -1;
  return -1;
}

/** Where a file's name begins of which a part stands before a dash, as word processors put it in the place of a hyphen. */
function behindDash(scan: Pass, from: number): number {
  const { text } = scan;
  let begin = from;
  while (/[\u2012\u2013]/u.test(text[begin - 1] ?? "") && isAlphanumeric(text, begin - 2) && from - begin < 100) {
    const before = /[\p{L}\p{N}._-]{1,64}$/u.exec(text.slice(Math.max(scan.taken, begin - 65), begin - 1))?.[0];
    if (before === undefined) return begin;
    begin -= before.length + 1;
  }
  return begin;
}

/** Names of programs and libraries that read like files. */
const libraries = /^(?:node|vue|next|react|nuxt|express|three|d3|angular|ember|backbone|discord|moment|chart|socket)\.js$/i;
const products = /^(?:asp|ado|vb|ml|paint|visual ?basic)\.net$/i;
/** Members of objects in source text, and names of packages, which begin with a domain from its end. */
const members =
  /^(?:this|self|obj|object|event|item|user|users|window|document|os|sys|req|res|request|response|console|data|node|elem|el|ctx|args|params|config|process|module|file|row|col|path|str|foo|bar)\.(?:name|id|is|in|do|so|map|call|run|read|link|store|search|data|host|click|show|open)$/;
const objects = /^(?:wscript|adodb|msxml2?|scripting|system|vbscript|activexobject)\./i;
const packages =
  /^(?:com|org|net|edu|gov|io|android)(?:\.[a-z\d_-]+){1,6}\.(?!(?:com|net|org|info|biz|xyz|top|site|online|club|shop|icu|live|store|[a-z]{2})$)[a-z]+$/;
const capitalised = /^[A-Z][a-z\d]*$/;
const common = /\.(?:com|net|org|info|biz|edu|gov|mil|int|io|ru|de|uk|eu|xyz|top|onion)$/i;

/** Two sentences without a blank between them, abbreviations, names of types and calls in source text. */
function isProse(text: string, { begin, end, word, hasUpper }: Word): boolean {
  // what scanners call a sample: "Win32/Agent.KP"
  const isDetection = text[begin - 1] === "/" && isAlphanumeric(text, begin - 2);
  if ("wamsvWAMSV".includes(word[0] ?? " ") && objects.test(word) && !common.test(word)) return true;
  const isPlain = !hasUpper && word[1] !== "." && text[end] !== "(" && text[begin - 1] !== "$" && text[begin - 1] !== "@";
  if (isPlain) return (word.endsWith(".net") && products.test(word)) || members.test(word) || packages.test(word);
  const labels = word.split(".");
  const last = labels.at(-1) ?? "";
  if (products.test(word) || isDetection) return true;
  if (/^[A-Z]{2,3}$/.test(last) && /[a-z]/.test(word) && !common.test(word)) return true;
  if (text[end] === "(" && /[)"'a-z_$]/i.test(text[end + 1] ?? "")) return true;
  if (labels.length === 2 && (labels[0] ?? "").length === 1 && last.length < 3 && !/^(?:t\.me|[a-z]\.co)$/u.test(word)) return true;
  if (text[begin - 1] === "$" || text[begin - 1] === "@") return true;
  if (!capitalised.test(last) || last.length === 1) return false;
  // "end.So", "System.IO", "Trojan.Win"
  return !common.test(word) || (labels.length === 2 && /[a-z]$/.test(labels[0] ?? "") && !capitalised.test(labels[0] ?? ""));
}

/** A name alone under `.onion`, known by its checksum. */
export function bareOnion(scan: Pass, from: number, to: number): boolean {
  const word = scan.text.slice(from, to);
  return (
    to - from === 56 &&
    /^[a-z2-7]{55}d$/u.test(word) &&
    !isAlphanumeric(scan.text, to) &&
    putAs(scan, domain, `${word}.onion`, { from, to })
  );
}
