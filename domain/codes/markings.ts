import { type Pap, paps, type Tlp, tlps } from "#domain/codes/codes.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { type Folded, fold } from "#domain/text/fold.ts";

/** The strictest marking found so far. */
export interface Marks {
  tlp?: Tlp;
  pap?: Pap;
}

const sign = String.raw`\s{0,3}[:：=]\s{0,3}["'“([]?`;
/** Without a sign it is a marking only as words of their own: `TLP-RED` may as well be a part of a path or of a name. */
const apart = String.raw`(?=[\s)\]}"'”’*|<>,;!?]|\.?(?:\s|$))`;
const mark = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:TLP|PAP)${sign}(?:AMBER[\s+_-]{1,3}STRICT|RED|AMBER|GREEN|CLEAR|WHITE)(?![\p{L}\p{N}_])|(?<![^\s([{"'“*|<>])(?:TLP|PAP)[ _-](?:AMBER[\s+_-]{1,3}STRICT|RED|AMBER|GREEN|CLEAR|WHITE)${apart}`,
  "giu",
);
const amberStrict = /^amber[\s+_-]{1,3}strict$/iu;
const label = /^\s*(?:TLP|PAP)\s{0,3}[:：]?\s{0,3}/iu;
/** What TLP 1.0 and PAP before version 3 called it. */
const former = (word: string): string => (word.toLowerCase() === "white" ? "clear" : word.toLowerCase());

/** The TLP of a word with or without its label: `TLP:AMBER+STRICT`, `white`, `amber_strict`. */
export function readTlp(text: string): Tlp | undefined {
  const word = text.slice(0, 40).replace(label, "").trim();
  return amberStrict.test(word) ? "amber+strict" : tlps.find((one) => one === former(word));
}

/** The PAP of a word with or without its label: `PAP:GREEN`, `white`. */
export function readPap(text: string): Pap | undefined {
  const word = text.slice(0, 40).replace(label, "").trim();
  return paps.find((one) => one === former(word));
}

/** Raises `marks` where these are stricter. */
export function raise(marks: Marks, { tlp, pap }: { readonly tlp?: Tlp | undefined; readonly pap?: Pap | undefined }): void {
  if (tlp) marks.tlp = stricter(tlps, tlp, marks.tlp ?? "clear");
  if (pap) marks.pap = stricter(paps, pap, marks.pap ?? "clear");
}

/** As long as a message may be. */
const longest = 65_536;

/** The text without its markings (TLP 1.0 and 2.0, PAP), of which the strictest is kept in `marks`. */
export function unmark(text: string, marks: Marks): string {
  // nobody disguises a marking in a long file, where finding the places again would take its multiple in memory
  const folded: Folded = text.length > longest ? { text, place: (from, to) => ({ from, to }) } : fold(text);
  let left = "";
  let from = 0;
  for (const { 0: found, index } of folded.text.matchAll(mark)) {
    const word = found.slice(3).replace(/^[^a-z]+/iu, "");
    raise(marks, /^tlp/iu.test(found) ? { tlp: readTlp(word) } : { pap: readPap(word) });
    const place = folded.place(index, index + found.length);
    left += `${text.slice(from, place.from)} `;
    from = place.to;
  }
  return left + text.slice(from);
}
