import { unmark } from "#domain/codes/markings.ts";
import { type Capitalised, capitalisedHosts } from "#domain/extract/capitalised.ts";
import type { Span } from "#domain/extract/rules.ts";
import { seamsIn } from "#domain/extract/seams/index.ts";
import { extractFrom } from "#domain/extract/stream.ts";
import { type Gathering, gathering, type Particulars, whyNot } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** UTF-16 units that are looked at at once. */
const step = 256 * 1024;
/** Most lines without an indicator that are looked at more closely. */
const mostLeft = 5000;
/** Most different words of one text that may be hosts. */
const mostPerhaps = 100;
const comment = /(?:^|\s)#(?:\s.*)?$/u;
const bullet = /^(?:[-*•·–—>]|\d{1,3}[.)])\s+/u;
/** One word that may be meant as an indicator. */
const word = /^(?=\S*[\p{L}\p{N}])(?=\S*[\d.:@/\\])\S{4,4096}$/u;

/** What stands in running text: every indicator with its line, and single words on a line of their own that are none. */
export async function readText(text: string, kinds: Kinds): Promise<Reading> {
  const gather = gathering("text", kinds);
  gather.mark(text);
  const perhaps: Reading["notUnderstood"][number][] = [];
  const unclear: Gathering["unclear"] = (line, why) => {
    if (typeof why === "object" && why.code === "perhaps-host") perhaps.push({ line, why });
    else gather.unclear(line, why);
  };
  const filled = await takeText({ ...gather, unclear }, text);
  const alone = takeLeft(gather, text, filled);
  for (const { line, why } of perhaps) if (!alone.has(line)) gather.unclear(line, why);
  return gather.reading();
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += step) {
    yield text.slice(at, at + step);
  }
}

/** Takes the indicators of a text; `line` fixes their line, else they are counted from 1. Gives the lines that hold one. */
export async function takeText(
  gather: Gathering,
  text: string,
  particulars: Particulars = {},
  line?: number,
): Promise<ReadonlySet<number>> {
  const filled = new Set<number>();
  const taken: Span[] = [];
  let counted = 1;
  let next = text.indexOf("\n");
  for await (const { kind, value, from, to } of extractFrom(pieces(text), gather.kinds)) {
    while (next !== -1 && next < from) {
      counted += 1;
      next = text.indexOf("\n", next + 1);
    }
    filled.add(counted);
    taken.push({ from, to });
    // a rule spans lines, as does what a line end broke, and what stands on them belongs to it
    if (gather.kinds.of(kind).blanks === "lines" || next < to)
      for (let at = text.indexOf("\n", from), more = 1; at !== -1 && at < to; at = text.indexOf("\n", at + 1), more += 1)
        filled.add(counted + more);
    if (isBroken(text, from, to)) gather.unclear(line ?? counted, "broken-characters");
    else {
      gather.row({ line: line ?? counted, indicator: { kind, value }, ...particulars });
      gather.led(line ?? counted, text.slice(from, to), { kind, value });
    }
  }
  for (const { at, word: typed } of placed(text, perhapsHosts(text, taken))) {
    gather.unclear(line ?? at, { code: "perhaps-host", typed });
  }
  for (const { at, pieces, kind } of placed(text, seamsIn(text).doubts)) {
    filled.add(at);
    filled.add(at + 1);
    gather.unclear(line ?? at, { code: "broken-over-lines", pieces, readings: kind === "hash" ? [] : [pieces.join("")] });
  }
  return filled;
}

/** Words outside of what was taken (in the order of the text) that may be hosts, each once. */
function perhapsHosts(text: string, taken: readonly Span[]): readonly Capitalised[] {
  const found = new Map<string, Capitalised>();
  let next = 0;
  for (const one of capitalisedHosts(text)) {
    while ((taken[next]?.to ?? Number.POSITIVE_INFINITY) <= one.from) next += 1;
    const isTaken = (taken[next]?.from ?? Number.POSITIVE_INFINITY) < one.to;
    if (!isTaken && !found.has(one.word) && found.size < mostPerhaps) found.set(one.word, one);
  }
  return [...found.values()];
}

/** What stands in a text with its lines, counted from 1. */
function* placed<T extends Span>(text: string, doubts: readonly T[]): Generator<T & { readonly at: number }> {
  let at = 1;
  let next = text.indexOf("\n");
  for (const doubt of doubts) {
    for (; next !== -1 && next < doubt.from; next = text.indexOf("\n", next + 1)) at += 1;
    yield { ...doubt, at };
  }
}

/** Whether a character in it or beside it could not be decoded: what was found may be a part of what was written. */
const isBroken = (text: string, from: number, to: number): boolean => text.slice(Math.max(0, from - 1), to + 1).includes("\ufffd");

/** Takes words that stand alone on a line; gives the lines of those that were looked at. */
function takeLeft(gather: Gathering, text: string, filled: ReadonlySet<number>): ReadonlySet<number> {
  const alone = new Set<number>();
  let line = 0;
  let looked = 0;
  let unseen = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    line += 1;
    const typed = filled.has(line) || to - from > 4200 ? "" : text.slice(from, to).replace(comment, "").trim().replace(bullet, "");
    from = to + 1;
    if (!word.test(typed) || unmark(typed, {}).trim() === "") continue;
    looked += 1;
    if (looked > mostLeft) unseen += 1;
    else {
      alone.add(line);
      takeWord(gather, line, typed);
    }
  }
  if (unseen > 0) gather.unclear(line, { code: "unseen-words", lines: unseen });
  return alone;
}

function takeWord(gather: Gathering, line: number, typed: string): void {
  const read = parseIndicator(typed, undefined, gather.kinds);
  if (read.ok) gather.row({ line, indicator: read.value });
  // a word that looks like nothing in particular is a word
  else if (read.fault.code !== "unreadable" || read.fault.expected !== "indicator") gather.unclear(line, whyNot(read.fault));
}
