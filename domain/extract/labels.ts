import { lineBefore } from "#domain/extract/characters.ts";
import type { Label, Pass } from "#domain/extract/pass.ts";
import { sectionAt } from "#domain/extract/sections.ts";
import { either, type Tables, type Way } from "#domain/extract/tables.ts";
import type { Labelled } from "#domain/kinds/traits/detection.ts";

/** Joints between a label and its value: blanks, colons, quotes, bars of tables, up to two words ("JA3 client hash is") or a remark in brackets. */
const joint = String.raw`(?:[^a-z\d\n]{0,6}(?:hash(?:es)?|sha-?(?:1|256)|md5|fingerprints?|client|server|values?|keys?|ids?|digests?|sums?|strings?|is|was|are|were|of the file|content|full|[a-z\d]{1,12}\)))?`;
/** Words for digests and numbers of no kind here; "fingerprint" alone says nothing. */
const others = String.raw`pe[-_ ]?hash|impfuzzy|vhash|dhash|hassh|ja4\w?|rich(?:[-_ ]?(?:pe|header)){1,2}|symhash|telfhash|icon[-_ ]?hash|fav(?:icon)?[-_ ]?(?:md5|hash)?|[pa]hash|(?:urn:)?btih|info[-_ ]?hash|serial(?: number)?|uuid|guid|etag|nonce|session[-_ ]?id|api[-_ ]?key|fingerprint`;

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
  const label = isNext(scan, from, to) ? scan.listed.label : ownLabel(scan, from, to);
  scan.listed = { label, to };
  return label;
}

/** Whether a digest stands alone on the line below another one: nothing beside it can say what it is. */
const isNext = ({ text, listed, sections }: Pass, from: number, to: number): boolean =>
  from - listed.to === 1 && sections.length === 0 && text.charCodeAt(listed.to) === 0x0a && text.charCodeAt(to) === 0x0a;

/** What stands between two digests of one list: on one line, or a line each. */
const between =
  /^["'`)\]]{0,2}(?:[ \t]{0,2}(?:[,;&/]|and|or|und|et)[ \t]{0,2}|[,;]?[ \t]{0,4}\r?\n[ \t]{0,8}(?:[-*•·–—>+][ \t]{0,4}|\d{1,3}[.)][ \t]{1,4})?)["'`([]{0,2}$/u;

function ownLabel(scan: Pass, from: number, to: number): Label {
  const { text, tables } = scan;
  const patterns = patternsOf(tables);
  const left = lead(text, from);
  const found = left.length < 3 ? undefined : patterns.before.exec(left)?.[1];
  if (found !== undefined) return meaning(found, patterns);
  // of several, the first has the label
  const { listed } = scan;
  if (listed.label !== undefined && from - listed.to < 32 && from > listed.to && between.test(text.slice(listed.to, from)))
    return listed.label;
  const header = headerOf(scan, from);
  if (header !== undefined) return meaningIn(header, patterns);
  const next = text.charCodeAt(to);
  const after = next === 0x0a || next === 0x0d || Number.isNaN(next) ? undefined : patterns.behind.exec(text.slice(to, to + 24))?.[1];
  if (after !== undefined) return meaning(after, patterns);
  const about = scan.sections.length === 0 ? undefined : sectionAt(scan.sections, from);
  return about && tables.labelled.find(({ kind }) => kind === about);
}

/** What the cell at the head of a column says. */
function meaningIn(header: string, { before, ...patterns }: Patterns): Label {
  const found = before.exec(header.trim())?.[1];
  return found === undefined ? undefined : meaning(found, { before, ...patterns });
}

/** The head of the column of a table with bars in which a place is, if the table has a line of dashes below its heads. */
function headerOf(scan: Pass, at: number): string | undefined {
  const { text } = scan;
  const row = lineBefore(text, at, 400);
  if (row.length === 400 || !row.trimStart().startsWith("|")) return undefined;
  const begin = at - row.length;
  if (scan.table.to !== begin && scan.table.next !== begin) {
    const above = text.lastIndexOf("\n", begin - 2) + 1;
    const isRule = /^\s{0,4}\|[\s:|-]{3,400}$/u.test(text.slice(above, begin - 1));
    const top = isRule ? text.lastIndexOf("\n", above - 2) + 1 : -1;
    scan.table = { to: begin, next: 0, heads: isRule ? text.slice(top, Math.min(above, top + 800)).split("|") : [] };
  }
  const end = text.indexOf("\n", at);
  const head = scan.table.heads[row.split("|").length - 1];
  // the next row stands below this one
  scan.table = { to: begin, next: end + 1, heads: scan.table.heads };
  return head;
}

/** What stands before a value on its line, without tags; for a value alone on its line, the line above if it is no more than a label. */
function lead(text: string, from: number): string {
  const left = lineBefore(text, from, 60);
  if (left.includes("<")) return left.replace(/<\/?[a-z][^<>]{0,40}>/gi, " ");
  if (left.length > 4 || from - left.length < 2 || /[^\s`*|>-]/.test(left)) return left;
  const above = lineBefore(text, from - left.length - (text[from - left.length - 2] === "\r" ? 2 : 1), 40);
  return above.length < 32 && /^[^\d]*$/.test(above.replace(/ja[34]s?/i, "")) ? `${above} ` : left;
}
