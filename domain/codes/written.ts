import { categories, type Handling, handlings, paps, shares, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { isSilent } from "#domain/codes/lowering.ts";
import { readCountry } from "#domain/people/country.ts";
import { distance } from "#domain/primitives/nearest.ts";
import { type Word, wordsIn } from "./words.ts";

type Key = "tlp" | "pap" | "h" | "share" | "cat" | "only";

/** A protection as somebody may have written it, found without any grammar of commands. */
export interface Written {
  readonly from: number;
  readonly to: number;
  readonly key: Key;
  /**
   * What joins key and label: a sign ("tlp: red", "tlp -> red"), other marks without blanks ("tlp/red"), blanks ("tlp (red"), or
   * marks and blanks that may as well end a clause ("TLP. Red").
   */
  readonly joint: "sign" | "marks" | "blanks" | "apart";
  /** The key is one, is nearly one ("sahre", "tlp1"), or is any word before a sign and a label that nothing else has ("level: red"). */
  readonly by: "key" | "slip" | "label";
  /** As an option is written: `tlp:red`. */
  readonly option: string;
  readonly codes: TypedCodes;
}

/** A key, or nearly one, and what stands between it and its label. */
type Keyed = Pick<Written, "key" | "by" | "joint" | "from">;

const names: ReadonlyMap<string, Key> = new Map([
  ...(["tlp", "pap", "h", "share", "cat", "only"] as const).map((key) => [key, key] as const),
  ["handling", "h"],
  ["category", "cat"],
]);
/** What people say between key and label: "TLP 2.0 is RED", "handling code H2". */
const filler = /^(?:is|are|as|at|to|set|level|label|marking|colou?r|codes?|v?\d)$/u;
const mostFillers = 3;
/** Slips of one key that are no word of any language. */
const noWord = /^(?:t+l+p+\d?|plt|ltp|lpt|tpl|ptl)$/u;
/** Two words with more between them are apart. */
const mostBetween = 6;
const sign = /[:=|<>\u2190-\u21ff\u2794-\u27be\u27f0-\u27ff\u2900-\u297f\u2b00-\u2b11]|\s-+\s/u;
/** In a list, between two of its words. */
const joining = /^(?:and|plus|und|et|en|och|oraz|or|also|y|e|i|very)$/u;

/** Everything in a folded line that reads like a protection, from left to right: a label with a key before it. Linear. */
export function protectionsIn(folded: string): readonly Written[] {
  const words = wordsIn(folded, (text) => names.has(text) || isLabel(text) || gluedLabel(text) !== undefined);
  return words.flatMap((word, index) => {
    if (!isLabel(word.text)) return glued(word);
    const before = keyBefore(folded, words, index);
    return before ? writtenOf(before, labelled(before.key, folded, words, index)) : glued(word);
  });
}

const colours = ["red", "amber", "green", "clear", "white"] as const;
const strict = "strict";
const labels: Readonly<Record<Key, (word: string) => boolean>> = {
  tlp: (word) => colours.some((one) => one === word) || word === strict || word === "amberstrict",
  pap: (word) => colours.some((one) => one === word),
  h: (word) => /^h[0-3]/u.test(word),
  share: (word) => shares.some((one) => one === word),
  cat: (word) => categories.some((one) => one === word),
  only: (word) => word.length === 2 && readCountry(word).ok,
};
const keys = Object.entries(labels);
const isLabel = (word: string): boolean => keys.some(([, is]) => is(word));

/** `tlpred`: key and label in one word. */
function glued({ text, from, to }: Word): readonly Written[] {
  const found = gluedLabel(text);
  return found ? writtenOf({ key: found.key, from, by: "key", joint: "marks" }, { codes: codesOf(found.key, found.label), to }) : [];
}
function gluedLabel(text: string): { readonly key: Key; readonly label: string } | undefined {
  for (const key of ["tlp", "pap", "share", "cat"] as const) {
    const label = text.slice(key.length);
    if (text.startsWith(key) && labels[key](label)) return { key, label };
  }
  return undefined;
}

function keyBefore(folded: string, words: readonly Word[], index: number): Keyed | undefined {
  const label = words[index]?.text ?? "";
  let end = words[index]?.from ?? 0;
  const between: string[] = [];
  for (let at = index - 1; at >= 0 && at >= index - 1 - mostFillers; at--) {
    const word = words[at];
    if (word === undefined || end - word.to > mostBetween) break;
    between.push(folded.slice(word.to, end));
    const found = keyOf(words, at);
    if (found) return labels[found.key](label) ? { ...found, joint: jointOf(between) } : undefined;
    if (!filler.test(word.text)) break;
    end = word.from;
  }
  return byLabel(label, words[index - 1], between[0] ?? "");
}

const told: ReadonlyMap<string, Key> = new Map([
  ...["red", "amber", strict, "amberstrict"].map((label) => [label, "tlp"] as const),
  ...handlings.slice(1).map((label) => [label.toLowerCase(), "h"] as const),
  ["silent", "share"],
  ["victim", "cat"],
  ["minor", "cat"],
]);
function byLabel(label: string, before: Word | undefined, between: string): Keyed | undefined {
  const key = /^\s*[:=|]\s*["'“([]?$/u.test(between) ? told.get(label) : undefined;
  return before && key && { key, by: "label", joint: "sign", from: before.from };
}

function jointOf(between: readonly string[]): Written["joint"] {
  if (between.some((one) => sign.test(one))) return "sign";
  if (!between.some((one) => /\s/u.test(one))) return "marks";
  return between.some((one) => /[.,;!?]\s/u.test(one)) ? "apart" : "blanks";
}

function keyOf(words: readonly Word[], at: number): Omit<Keyed, "joint"> | undefined {
  const { text = "", from = 0 } = words[at] ?? {};
  const key = names.get(text);
  if (key) return { key, from, by: "key" };
  if (text === "protocol" && words[at - 1]?.text === "light" && words[at - 2]?.text === "traffic")
    return { key: "tlp", from: words[at - 2]?.from ?? from, by: "key" };
  const near = nearKey(text);
  return near && { key: near, from, by: noWord.test(text) ? "key" : "slip" };
}

/** The key that a word was probably meant as: one slip away, in another order, or with something glued to it. */
function nearKey(text: string): Key | undefined {
  if (/^[\dh]h$/u.test(text)) return "h";
  if (text.length < 2) return undefined;
  const ordered = (word: string): string => [...word].sort().join("");
  for (const [name, key] of names) {
    if (name.length < 3) continue;
    if (distance(text, name) === 1 || (text.length === name.length && ordered(text) === ordered(name))) return key;
    if (text.endsWith(name) || (key === "tlp" && text.startsWith(name))) return key;
  }
  return undefined;
}

/** What the label says, and where it ends: some go over several words. */
interface Labelled {
  readonly codes: TypedCodes;
  readonly to: number;
}

function labelled(key: Key, folded: string, words: readonly Word[], index: number): Labelled {
  const { text = "", to = 0 } = words[index] ?? {};
  if (key === "tlp" && text === "amber") {
    const [next] = listed(folded, words, index, { is: (word) => distance(word, strict) <= 1, over: /[^\p{L}]/u });
    return next ? { codes: { tlp: "amber+strict" }, to: next.to } : { codes: { tlp: "amber" }, to };
  }
  if (key === "h") {
    const others = listed(folded, words, index, { is: labels.h, over: inList });
    // a second one that is cut off would be lost
    const all = [text, ...others.map((word) => word.text)].join(" ").toUpperCase();
    return { codes: { handling: handlings.filter((code) => all.includes(code)) }, to: others.at(-1)?.to ?? to };
  }
  if (key === "only") {
    const isUpper = (word: Word): boolean => folded.slice(word.from, word.to) === word.text.toUpperCase();
    const first = words[index];
    const others = listed(folded, words, index, { is: labels.only, over: inList }).filter(
      (word) => first && isUpper(first) === isUpper(word),
    );
    return { codes: { only: [text, ...others.map((word) => word.text)].flatMap(countryOf) }, to: others.at(-1)?.to ?? to };
  }
  return { codes: codesOf(key, text), to };
}

const inList = /^[^:=]*$/u;
/** What goes on with a list, and what may stand between. */
interface Listing {
  readonly is: (word: string) => boolean;
  readonly over: RegExp;
}
/** The words behind one that go on with it as a list: each near the last, perhaps with "and" between. */
function listed(folded: string, words: readonly Word[], index: number, { is, over }: Listing): readonly Word[] {
  const found: Word[] = [];
  let end = words[index]?.to ?? 0;
  for (let at = index + 1; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || word.from - end > mostBetween || !over.test(folded.slice(end, word.from))) break;
    end = word.to;
    if (is(word.text)) found.push(word);
    else if (!joining.test(word.text) || joining.test(words[at - 1]?.text ?? "")) break;
  }
  return found;
}

const countryOf = (text: string): readonly string[] => {
  const read = readCountry(text);
  return read.ok ? [read.value] : [];
};

function codesOf(key: Key, label: string): TypedCodes {
  const colour = label === "white" ? "clear" : label.endsWith(strict) ? "amber+strict" : label;
  if (key === "tlp") return { tlp: tlps.find((one) => one === colour) };
  if (key === "pap") return { pap: paps.find((one) => one === colour) };
  if (key === "share") return { share: shares.find((one) => one === label) };
  return { category: categories.find((one) => one === label) };
}

function writtenOf(keyed: Keyed, { codes, to }: Labelled): readonly Written[] {
  const { tlp, pap, handling, share, category, only } = codes;
  const label = tlp ?? pap ?? handling?.join("+") ?? share ?? category ?? only?.join(",");
  return label === undefined ? [] : [{ ...keyed, to, codes, option: `${keyed.key}:${label}` }];
}

const atLeast = <W>(order: readonly W[], held: W | undefined, wanted: W | undefined): boolean =>
  wanted === undefined || (held !== undefined && order.indexOf(held) <= order.indexOf(wanted));
const isHeld = (code: Handling, held: readonly Handling[] | undefined): boolean =>
  held !== undefined && (code === "H0" || held.includes(code));

/** Whether what was taken protects as much as what was written, code by code. */
export const covers = (taken: TypedCodes, { codes }: Pick<Written, "codes">): boolean =>
  atLeast(tlps, taken.tlp, codes.tlp) &&
  atLeast(paps, taken.pap, codes.pap) &&
  (codes.handling ?? []).every((code) => isHeld(code, taken.handling)) &&
  (atLeast(shares, taken.share, codes.share) || (taken.category !== undefined && isSilent(taken.category))) &&
  (codes.category === undefined || codes.category === taken.category) &&
  (codes.only ?? []).every((country) => taken.only?.includes(country));
