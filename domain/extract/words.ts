import { bits, classOf } from "#domain/extract/characters.ts";
import { colons } from "#domain/extract/detectors/colons.ts";
import { digest, digestsWithin, fuzzyHash } from "#domain/extract/detectors/hashes.ts";
import { bareOnion, bracketed, dotted, trimmed } from "#domain/extract/detectors/hosts.ts";
import { identifier, numbered } from "#domain/extract/detectors/identifiers.ts";
import { named, namespacedMutex } from "#domain/extract/detectors/names.ts";
import { accountNumber, cardNumber, dial, keyFingerprint } from "#domain/extract/detectors/numbers.ts";
import { registryKey, unixPath, windowsPath } from "#domain/extract/detectors/paths.ts";
import { url } from "#domain/extract/detectors/urls.ts";
import { agentHeader, browser } from "#domain/extract/detectors/user-agents.ts";
import { wallet } from "#domain/extract/detectors/wallets.ts";
import { rule } from "#domain/extract/detectors/yara.ts";
import { put, type Scan } from "#domain/extract/scan.ts";

type Begin = (scan: Scan, from: number) => number;

/** Words with which something begins that goes on behind them. */
const openers: ReadonlyMap<string, Begin> = new Map<string, Begin>([
  ...["cve", "as", "asn"].map((word) => [word, numbered] as const),
  ...["mozilla", "opera", "dalvik"].map((word) => [word, browser] as const),
  ...["user", "user-agent", "user_agent", "useragent", "user-agents"].map((word) => [word, agentHeader] as const),
  ...["rule", "private", "global"].map((word) => [word, rule] as const),
  ...["telegram", "twitter", "jabber", "xmpp", "jid", "icq", "discord", "bic", "swift", "mutex", "mutexes", "mutant"].map(
    (word) => [word, named] as const,
  ),
]);
/** By a word's first letter: the lengths of openers, as bits. */
const lengths = new Int32Array(128);
for (const word of openers.keys())
  for (const first of [word, word.toUpperCase()]) lengths[first.charCodeAt(0)] = (lengths[first.charCodeAt(0)] ?? 0) | (1 << word.length);

const separators = bits.dot | bits.dash | bits.underscore;
const hexadecimal = bits.digit | bits.hexLetter | bits.upper;

/** A word, from its first to behind its last letter, digit, dot or hyphen; `classes` are those of all its characters. Returns the end of what was found, or -1. */
export function word(scan: Scan, from: number, to: number, classes: number): number {
  const { text } = scan;
  const length = to - from;
  const first = text.charCodeAt(from);
  if (length < 13 && first < 128 && ((lengths[first] ?? 0) & (1 << length)) !== 0) {
    const found = openers.get(text.slice(from, to).toLowerCase())?.(scan, from) ?? -1;
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
  if (next === 0x40 || next === 0x2b || ((classes & (bits.digit | bits.dot)) === 0 && length < 25)) return -1;
  return plainWord(scan, from, to, classes);
}

function beforeColon(scan: Scan, from: number, to: number, classes: number): number {
  const { text } = scan;
  if (text[to + 1] === "/" && text[to + 2] === "/") return url(scan, to);
  if (to - from === 1 && (text[to + 1] === "\\" || (text[to + 1] === "/" && /[A-Z]/u.test(text[from] ?? ""))))
    return windowsPath(scan, from);
  if (/^hk[a-z_]{1,18}$/i.test(text.slice(from, Math.min(to, from + 20))) && text[to + 1] === "\\") return registryKey(scan, from);
  if ((classes & ~bits.digit) === 0) {
    const found = fuzzyHash(scan, from);
    if (found > 0) return found;
  }
  const goesOn = text[to + 1] === ":" || isHex(text.charCodeAt(to + 1));
  return goesOn && to - from < 5 && (classes & ~hexadecimal) === 0 ? colons(scan, from) : -1;
}

function beforeSlash(scan: Scan, from: number, to: number): number {
  const written = scan.text.slice(from, Math.min(to, from + 24));
  if (/^\.{1,2}$/u.test(written)) return scan.text[to] === "/" ? unixPath(scan, from) : windowsPath(scan, from);
  if (/^hk/i.test(written)) return registryKey(scan, from);
  return written === "Global" || written === "Local" ? namespacedMutex(scan, from) : -1;
}

function plainWord(scan: Scan, from: number, to: number, classes: number): number {
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
function unbroken(scan: Scan, begin: number, end: number, isHex: boolean): number {
  if (isHex && digest(scan, begin, end)) return end;
  if (end - begin === 72 && put(scan, "tlsh", begin, end)) return end;
  return bareOnion(scan, begin, end) || wallet(scan, begin, end) ? end : -1;
}

/** What begins with digits, or with letters and then digits, and may go on behind blanks. */
function numberLike(scan: Scan, from: number, to: number): number {
  const { text } = scan;
  const first = text.charCodeAt(from);
  if (first >= 0x30 && first <= 0x39) {
    const found = first === 0x30 && text[from + 1] === "0" ? dial(scan, from) : -1;
    if (found > 0) return found;
    if ((to - from === 4 || to - from > 12) && /^[\d-]+$/u.test(text.slice(from, Math.min(to, from + 40)))) {
      const card = cardNumber(scan, from);
      if (card > 0) return card;
    }
  } else if ((first | 0x20) === 0x63 || (first | 0x20) === 0x61 || isDigit(text, from + 2)) {
    const isNumbered = /^(?:cve|asn?)[-_\d]/i.test(text.slice(from, from + 4));
    const found = isNumbered
      ? numbered(scan, from)
      : isDigit(text, from + 2) && isDigit(text, from + 3) && (to - from === 4 || to - from > 14)
        ? accountNumber(scan, from)
        : -1;
    if (found > 0) return found;
  }
  return to - from === 4 && text[to] === " " ? keyFingerprint(scan, from) : -1;
}

const isHex = (code: number): boolean => (classOf(code) & (bits.digit | bits.hexLetter)) !== 0;
const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
};
