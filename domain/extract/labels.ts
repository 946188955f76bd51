import { lineBefore } from "#domain/extract/characters.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { sectionAt } from "#domain/extract/sections.ts";
import { either, type Tables, type Way } from "#domain/extract/tables.ts";
import type { Labelled } from "#domain/kinds/traits/detection.ts";

/** Joints between a label and its value: blanks, colons, quotes, bars of tables, up to two words ("JA3 client hash is"). */
const joint = String.raw`(?:[^a-z\d\n]{0,6}(?:hash(?:es)?|sha-?(?:1|256)|md5|fingerprint|client|server|value|key|id|digest|sum|string|is|was|of the file|full))?`;
/** Words for digests and numbers of no kind here; "fingerprint" alone says nothing. */
const others = String.raw`pe[-_ ]?hash|impfuzzy|vhash|dhash|hassh|ja4\w?|rich(?:[-_ ]?(?:pe|header)){1,2}|symhash|telfhash|icon[-_ ]?hash|serial(?: number)?|uuid|guid|fingerprint`;

/** What a label says of a digest: how it is of a kind of its own, "other" for digests of no kind here, or nothing. */
export type Label = Way<Labelled> | "other" | undefined;

/** The patterns of labels, made once for each list of kinds. */
interface Patterns {
  readonly before: RegExp;
  readonly behind: RegExp;
  readonly meanings: readonly (readonly [word: RegExp, way: Way<Labelled>])[];
}
const made = new WeakMap<Tables, Patterns>();
function patternsOf(tables: Tables): Patterns {
  const known = made.get(tables);
  if (known !== undefined) return known;
  const { labelled } = tables;
  const labels = [...labelled.map(({ how }) => how.label), others].join("|");
  const behind = either(labelled.flatMap(({ how }) => how.behind ?? []));
  const patterns: Patterns = {
    before: new RegExp(String.raw`(?<![a-z\d])(${labels})${joint}${joint}[^a-z\d\n]{0,8}$`, "i"),
    behind: new RegExp(String.raw`^["'\`)\]]?\s{0,3}[-–—:|,(["'\`]{1,3}\s{0,2}["'\`]?(${behind})(?![a-z\d])`, "i"),
    meanings: labelled.map((way) => [new RegExp(`^(?:${way.how.label})$`, "i"), way]),
  };
  made.set(tables, patterns);
  return patterns;
}

function meaning(label: string, { meanings }: Patterns): Label {
  const found = meanings.find(([word]) => word.test(label))?.[1];
  return found ?? (label.toLowerCase() === "fingerprint" ? undefined : "other");
}

/** What stands at most 60 characters before or 24 behind a digest on its line, or over its list, says about it. */
export function labelOf(scan: Pass, from: number, to: number): Label {
  const { text, tables } = scan;
  const patterns = patternsOf(tables);
  const left = lead(text, from);
  const found = left.length < 3 ? undefined : patterns.before.exec(left)?.[1];
  if (found !== undefined) return meaning(found, patterns);
  const next = text.charCodeAt(to);
  const after = next === 0x0a || next === 0x0d || Number.isNaN(next) ? undefined : patterns.behind.exec(text.slice(to, to + 24))?.[1];
  if (after !== undefined) return meaning(after, patterns);
  const about = scan.sections.length === 0 ? undefined : sectionAt(scan.sections, from);
  return about && tables.labelled.find(({ kind }) => kind === about);
}

/** What stands before a value on its line, without tags; for a value alone on its line, the line above if it is no more than a label. */
function lead(text: string, from: number): string {
  const left = lineBefore(text, from, 60);
  if (left.includes("<")) return left.replace(/<\/?[a-z][^<>]{0,40}>/gi, " ");
  if (left.length > 4 || from - left.length < 2 || /[^\s`*|>-]/.test(left)) return left;
  const above = lineBefore(text, from - left.length - (text[from - left.length - 2] === "\r" ? 2 : 1), 40);
  return above.length < 32 && /^[^\d]*$/.test(above.replace(/ja[34]s?/i, "")) ? `${above} ` : left;
}
