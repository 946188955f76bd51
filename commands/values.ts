import { type Pap, paps, type Tlp, tlps } from "#domain/codes.ts";
import { type Indicator, type Kind, parseIndicator } from "#domain/indicator.ts";
import type { Result } from "#domain/result.ts";
import { stricter } from "#domain/strictest.ts";
import type { Row } from "./define.ts";

/** One typed value and what it was read as. */
export interface Value {
  readonly line: number;
  readonly read: Result<Indicator>;
}
/** What a block of pasted lines holds. */
export interface Pasted {
  readonly values: readonly Value[];
  /** The strictest marking that stands in the text. */
  readonly marking: { readonly tlp?: Tlp; readonly pap?: Pap };
}

const tlpMark = /\bTLP\s{0,3}[:：]\s{0,3}(AMBER[\s+_-]{1,3}STRICT|RED|AMBER|GREEN|CLEAR|WHITE)\b/giu;
const papMark = /\bPAP\s{0,3}[:：]\s{0,3}(RED|AMBER|GREEN|CLEAR|WHITE)\b/giu;
const comment = /(?:^|\s)#(?:\s.*)?$/u;
/** A list's own marks at the start of a line. */
const bullet = /^(?:[-*•·–—>]|\d{1,3}[.)])\s+/u;
const noise = /^[-*•·–—|,;&+]+$/u;
/** `evil [.] example`: one value although it holds blanks. */
const spacedDots = /\s[[({]\s?(?:\.|dot|@|at)\s?[\])}]|[[({]\s?(?:\.|dot|@|at)\s?[\])}]\s/iu;

/** Reads line 1 and the pasted lines below it. With "text" each line is one value, else each word; markings are never values. */
export function readValues(rows: readonly Row[], as: Kind | undefined): Pasted {
  const marks: { tlp?: Tlp; pap?: Pap } = {};
  const values = rows.flatMap((row) => {
    const text = row.words ? row.text : unmark(row.text, marks);
    const typed = as === "text" ? whole(row, text) : pieces(row, text, as);
    return typed.map((read): Value => ({ line: row.line, read }));
  });
  return { values, marking: marks };
}

/** The text without its markings, of which the strictest is kept in `marks`. */
function unmark(text: string, marks: { tlp?: Tlp; pap?: Pap }): string {
  return text
    .replace(tlpMark, (_all, word: string) => {
      const found = /^amber./iu.test(word) ? "amber+strict" : (tlps.find((one) => one === word.toLowerCase()) ?? "clear");
      marks.tlp = stricter(tlps, found, marks.tlp ?? "clear");
      return " ";
    })
    .replace(papMark, (_all, word: string) => {
      marks.pap = stricter(paps, paps.find((one) => one === word.toLowerCase()) ?? "clear", marks.pap ?? "clear");
      return " ";
    });
}

/** A marking alone on its line is not a text; inside a text it stays, since the text is evidence. */
function whole({ text, words }: Row, unmarked: string): readonly Result<Indicator>[] {
  const [only] = words ?? [];
  if (only?.quoted && words?.length === 1) return [parseIndicator(only.text, "text")];
  return unmarked.trim() === "" ? [] : [parseIndicator(text, "text")];
}

function pieces(row: Row, text: string, as: Kind | undefined): readonly Result<Indicator>[] {
  const line = row.words ? text : text.replace(comment, "").replace(bullet, "").trim();
  if (spacedDots.test(line)) {
    const one = parseIndicator(line, as);
    if (one.ok) return [one];
  }
  const words = row.words?.map((word) => word.text) ?? line.split(/\s+/u);
  return words.filter((word) => word !== "" && !noise.test(word)).flatMap((word) => split(word, as));
}

/** One value, or several with commas and no blanks between them; an URL may hold commas of its own. */
function split(word: string, as: Kind | undefined): readonly Result<Indicator>[] {
  const read = parseIndicator(word, as);
  if (read.ok || !/[,;|]/u.test(word)) return [read];
  const parts = word
    .split(/[,;|]/u)
    .filter((part) => part !== "")
    .map((part) => parseIndicator(part, as));
  return parts.length > 0 && parts.every((part) => part.ok) ? parts : [read];
}
