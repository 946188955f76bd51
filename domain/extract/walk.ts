import { bits, classOf, isAlphanumeric, wordBits } from "#domain/extract/characters.ts";
import { colons } from "#domain/extract/detectors/colons.ts";
import { digestsWithin } from "#domain/extract/detectors/hashes.ts";
import { mail } from "#domain/extract/detectors/mail.ts";
import { atSign } from "#domain/extract/detectors/names.ts";
import { unixPath, windowsPath } from "#domain/extract/detectors/paths.ts";
import { firstOf, type Pass } from "#domain/extract/pass.ts";
import { word } from "#domain/extract/words.ts";
import type { Hit } from "#domain/kinds/traits/detection.ts";

/** A share, also one of WebDAV at a port: `\\host@SSL@8443\path`. */
const share = /\\\\[\w.$-]{1,64}(?:@SSL)?(?:@\d{1,5})?\\/iuy;
const variable = /%[\w()]{1,40}%[\\/]/uy;
const shell = /\$(?:env:\w{1,40}\\|\w{1,40}\/|\{\w{1,40}\}\/)/uy;
const startsAt = (shape: RegExp, text: string, at: number): boolean => {
  shape.lastIndex = at;
  return shape.test(text);
};

/** What begins with a sign rather than a letter or digit; returns its end, or -1. */
function sign(scan: Pass, at: number): number {
  const { text } = scan;
  switch (text[at]) {
    case "@":
      return isAlphanumeric(text, at - 1) || /[_%+#-]/u.test(text[at - 1] ?? "") ? mail(scan, at) : atSign(scan, at);
    case "+":
      return firstOf(scan.tables.spots.plus, scan, at);
    case "/":
      return unixPath(scan, at);
    case "~":
      return text[at + 1] === "/" ? unixPath(scan, at) : -1;
    case "$":
      if (!startsAt(shell, text, at)) return -1;
      return text.startsWith("$env:", at) ? windowsPath(scan, at) : unixPath(scan, at);
    case "%":
      return startsAt(variable, text, at) ? windowsPath(scan, at) : -1;
    case "\\":
      return text[at + 1] === "\\" && !isAlphanumeric(text, at - 1) && startsAt(share, text, at) ? windowsPath(scan, at) : -1;
    case ":":
      return text[at + 1] === ":" && !isAlphanumeric(text, at - 1) ? colons(scan, at) : -1;
    default:
      return text[at] === "#" ? atSign(scan, at) : -1;
  }
}

/** One pass over the text; what `known` holds already is passed by. */
export function walk(scan: Pass, known: readonly Hit[]): void {
  const { text } = scan;
  const length = text.length;
  let next = 0;
  for (let at = 0; at < length; ) {
    const taken = known[next];
    if (taken !== undefined && taken.from <= at) {
      scan.taken = at = Math.max(at, taken.to);
      next += 1;
      continue;
    }
    const kind = classOf(text.charCodeAt(at));
    if ((kind & wordBits) !== 0) {
      const from = at;
      let classes = 0;
      for (let one = kind; (one & wordBits) !== 0; one = at < length ? classOf(text.charCodeAt(at)) : 0) {
        classes |= one;
        at += 1;
      }
      const end = word(scan, from, at, classes);
      if (end > 0) scan.taken = at = Math.max(end, at);
    } else if ((kind & bits.anchor) !== 0) {
      const end = sign(scan, at);
      if (end > at) scan.taken = at = end;
      else at += 1;
    } else at += 1;
  }
}

/** Digests in rules: their authors note of which files they are. */
export function digestsInRules(scan: Pass): void {
  const { holdingDigests } = scan.tables;
  for (const { from, to } of scan.hits.filter(({ kind }) => holdingDigests.has(kind))) digestsWithin(scan, from, to);
}
