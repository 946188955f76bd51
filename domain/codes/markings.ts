import { type Pap, paps, type Tlp, tlps } from "#domain/codes/codes.ts";
import { stricter } from "#domain/codes/strictest.ts";

/** The strictest marking found so far. */
export interface Marks {
  tlp?: Tlp;
  pap?: Pap;
}

const tlpMark = /\bTLP\s{0,3}[:：]\s{0,3}(AMBER[\s+_-]{1,3}STRICT|RED|AMBER|GREEN|CLEAR|WHITE)\b/giu;
const papMark = /\bPAP\s{0,3}[:：]\s{0,3}(RED|AMBER|GREEN|CLEAR|WHITE)\b/giu;
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

/** The text without its markings (TLP 1.0 and 2.0, PAP), of which the strictest is kept in `marks`. */
export function unmark(text: string, marks: Marks): string {
  return text
    .replace(tlpMark, (_all, word: string) => {
      raise(marks, { tlp: readTlp(word) });
      return " ";
    })
    .replace(papMark, (_all, word: string) => {
      raise(marks, { pap: readPap(word) });
      return " ";
    });
}
