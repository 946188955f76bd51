import { bits, classOf } from "#domain/extract/characters.ts";
import { colons } from "#domain/extract/detectors/colons.ts";
import { digest, digestsWithin } from "#domain/extract/detectors/hashes.ts";
import { bareOnion, bracketed, dotted, trimmed } from "#domain/extract/detectors/hosts.ts";
import { identifier, numbered } from "#domain/extract/detectors/identifiers.ts";
import { named } from "#domain/extract/detectors/names.ts";
import { unixPath, windowsPath } from "#domain/extract/detectors/paths.ts";
import { url } from "#domain/extract/detectors/urls.ts";
import { wallet } from "#domain/extract/detectors/wallets.ts";
import { firstOf, type Pass } from "#domain/extract/pass.ts";
import { put } from "#domain/extract/scan.ts";

const separators = bits.dot | bits.dash | bits.underscore;
const hexadecimal = bits.digit | bits.hexLetter | bits.upper;

/** A word, from its first to behind its last letter, digit, dot or hyphen; `classes` are those of all its characters. Returns the end of what was found, or -1. */
export function word(scan: Pass, from: number, to: number, classes: number): number {
  const { text, tables } = scan;
  const length = to - from;
  const first = text.charCodeAt(from);
  if (length < 32 && first < 128 && ((tables.openerLengths[first] ?? 0) & (1 << length)) !== 0) {
    const found = opened(scan, from, text.slice(from, to).toLowerCase());
    if (found > 0) return found;
  }
  const next = text.charCodeAt(to);
  if (next === 0x3a) {
    const found = beforeColon(scan, from, to, classes);
    if (found > 0) return found;
  } else if (next === 0x5c || (next === 0x2f && text[to - 1] === ".")) {
    const found = beforeSlash(scan, from, to);
    if (found > 0) return found;
  }
  // an e-mail address is read from its sign
  if (
    next === 0x40 ||
    next === 0x2b ||
    (next === 0x27 && goesOnAsMailbox(text, to)) ||
    ((classes & (bits.digit | bits.dot)) === 0 && length < 25)
  )
    return -1;
  return plainWord(scan, from, to, classes);
}

const restOfMailbox = /'[\p{L}\p{M}\p{N}._%+'-]{1,64}@/uy;
/** "anna.o'hara@owl.example": behind the apostrophe the name of a mailbox goes on. */
function goesOnAsMailbox(text: string, at: number): boolean {
  restOfMailbox.lastIndex = at;
  return restOfMailbox.test(text);
}

/** A word with which something may begin that goes on behind it. */
function opened(scan: Pass, from: number, opener: string): number {
  for (const { kind, how } of scan.tables.openers.get(opener) ?? []) {
    const found =
      how.as === "named"
        ? named(scan, from, { kind, how })
        : how.as === "numbered"
          ? numbered(scan, from, { kind, how })
          : how.read(scan, from, kind);
    if (found > 0) return found;
  }
  return -1;
}

function beforeColon(scan: Pass, from: number, to: number, classes: number): number {
  const { text } = scan;
  if (text[to + 1] === "/" && text[to + 2] === "/") return url(scan, to);
  if (to - from === 1 && (text[to + 1] === "\\" || (text[to + 1] === "/" && /[A-Z]/u.test(text[from] ?? ""))))
    return windowsPath(scan, from);
  if (text[to + 1] === "\\") {
    const written = text.slice(from, Math.min(to, from + 20));
    for (const { kind, how } of scan.tables.rooted[":\\"]) if (how.word.test(written)) return how.read(scan, from, kind);
  }
  if ((classes & ~bits.digit) === 0) {
    const found = firstOf(scan.tables.spots.count, scan, from);
    if (found > 0) return found;
  }
  const goesOn = text[to + 1] === ":" || isHex(text.charCodeAt(to + 1));
  return goesOn && to - from < 5 && (classes & ~hexadecimal) === 0 ? colons(scan, from) : -1;
}

function beforeSlash(scan: Pass, from: number, to: number): number {
  const written = scan.text.slice(from, Math.min(to, from + 24));
  if (/^\.{1,2}$/u.test(written)) return scan.text[to] === "/" ? unixPath(scan, from) : windowsPath(scan, from);
  for (const { kind, how } of scan.tables.rooted["\\"]) if (how.word.test(written)) return how.read(scan, from, kind);
  return -1;
}

function plainWord(scan: Pass, from: number, to: number, classes: number): number {
  const { text } = scan;
  const [begin, end] = (classes & separators) === 0 ? [from, to] : trimmed(text, from, to);
  if ((classes & bits.digit) !== 0) {
    const found = numberLike(scan, begin, end);
    if (found > 0) return found;
  }
  if (end - begin < 3) return -1;
  if (text[begin - 1] === "." && text[begin - 2] === ")") return bracketed(scan, begin, end);
  if ((classes & bits.digit) !== 0 && identifier(scan, begin, end)) return end;
  if ((classes & bits.dot) !== 0 && (begin === from && end === to ? true : text.slice(begin, end).includes(".")))
    return dotted(scan, begin, end, classes);
  if (end - begin < 14 || (classes & bits.foreign) !== 0) return -1;
  if ((classes & (bits.dash | bits.underscore)) !== 0 && /[-_]/u.test(text.slice(begin, end))) {
    digestsWithin(scan, begin, end);
    return -1;
  }
  return unbroken(scan, begin, end, (classes & ~(hexadecimal | separators)) === 0);
}

/** Letters and digits without any separator: a digest, a key, an address of a currency. */
function unbroken(scan: Pass, begin: number, end: number, isHex: boolean): number {
  if (isHex && digest(scan, begin, end)) return end;
  const run = scan.tables.runs.get(end - begin);
  if (run !== undefined && put(scan, run.kind, begin, end)) return end;
  return bareOnion(scan, begin, end) || wallet(scan, begin, end) ? end : -1;
}

/** What begins with digits, or with letters and then digits, and may go on behind blanks. */
function numberLike(scan: Pass, from: number, to: number): number {
  const { text } = scan;
  const { spots, numbered: ways, numberedWord } = scan.tables;
  const first = text.charCodeAt(from);
  if (first >= 0x30 && first <= 0x39) {
    const found = first === 0x30 && text[from + 1] === "0" ? firstOf(spots.zeros, scan, from) : -1;
    if (found > 0) return found;
    if ((to - from === 4 || to - from > 12) && /^[\d-]+$/u.test(text.slice(from, Math.min(to, from + 40)))) {
      const number = firstOf(spots.number, scan, from);
      if (number > 0) return number;
    }
  } else if (numberedWord.test(text.slice(from, from + 12))) {
    for (const way of ways) {
      const found = numbered(scan, from, way);
      if (found > 0) return found;
    }
  } else if (isDigit(text, from + 2) && isDigit(text, from + 3) && (to - from === 4 || to - from > 14)) {
    const found = firstOf(spots.country, scan, from);
    if (found > 0) return found;
  }
  return to - from === 4 && text[to] === " " ? firstOf(spots.group, scan, from) : -1;
}

const isHex = (code: number): boolean => (classOf(code) & (bits.digit | bits.hexLetter)) !== 0;
const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
};
