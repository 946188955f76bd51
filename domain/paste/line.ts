import type { Found } from "#domain/extract/index.ts";
import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { decided, doubted, isLabel, isLabelled, isSuspicious } from "./doubt.ts";
import { takeGroups } from "./groups.ts";
import { readName } from "./names.ts";
import { commentAt, type Placed, readWord, takeQuoted, unmarked, type Word, wordsOf } from "./words.ts";

/** Written in groups: a line may be one of these although it holds blanks. */
const isGrouped = (kind: Kind): boolean => kindOf(kind).blanks === "groups";
/** They may hold blanks, so that words alone do not tell where they end; a file's name tells it by its ending. */
const isOpen = (kind: Kind): boolean => kindOf(kind).blanks !== undefined && !isGrouped(kind) && kind !== "filename";
/** `evil [.] example`: one value although it holds blanks. */
const spacedDots = /\s[[({]\s?(?:\.|dot|@|at)\s?[\])}]|[[({]\s?(?:\.|dot|@|at)\s?[\])}]\s/iu;
/** `198.51.100.0 - 198.51.100.255`: from one address to another of the same network, which would be logged as two addresses. */
const range = /^((?:\d{1,3}\.){2})(?:\d{1,3}\.)\d{1,3}\s+[-–]\s+\1(?:\d{1,3}\.)\d{1,3}$/u;
/** A line that only says what stands below it. */
const heading = /^#{1,6}\s|^[=*_-]{2,}|:[\s*_]*$/u;

/** A line with what was found in it as part of the whole text. */
export interface Line {
  readonly typed: string;
  readonly hits: readonly Found[];
  /** On the command's own line every word was meant, below it words around values are the sentence in which they stand. */
  readonly isCommand: boolean;
  /** Values that are wanted: more may be left unread. */
  readonly most: number;
}

/** What a line holds. */
export function readLine({ typed, hits, isCommand, most }: Line): readonly Result<Indicator>[] {
  const bare = isCommand ? typed : unmarked(typed);
  const end = isCommand ? bare.length : commentAt(bare);
  const quoted = takeQuoted(bare.slice(0, end));
  const rest = quoted.rest;
  const within = hits.filter(({ from, to }) => to <= end && rest.slice(from, to).trim() !== "");
  const line = { typed: rest, hits: within, isCommand, most };
  const placed = [...quoted.values, ...readRest(line, quoted.values.length > 0)];
  const behind = hits
    .filter(({ from }) => from >= end)
    .map(({ from, to }): Placed => ({ at: from, read: inComment(bare.slice(from, to)) }));
  return [...placed.sort((one, other) => one.at - other.at), ...behind].map(({ read }) => read);
}

const inComment = (typed: string): Result<never> => fail({ code: "unreadable", typed, expected: "uncommented", write: "own-line" });

function readRest(rest: Line, isKnown: boolean): readonly Placed[] {
  const { typed, hits, most } = rest;
  const words = wordsOf(typed);
  const [first] = words;
  if (first === undefined) return [];
  if (words.length === 1) return readSingle(first, rest);
  const at = first.from;
  const line = typed.trim();
  const whole = parseIndicator(line);
  if (whole.ok ? isGrouped(whole.value.kind) || spacedDots.test(line) : isMeantWhole(whole)) return [{ at, read: whole }];
  if (range.test(line)) return [{ at, read: parseIndicator(line.replace(/\s+[-–]\s+/u, "-")) }];
  const name = readName(typed, hits, whole);
  if (name !== undefined) return [{ at, read: name }];
  return readEach(words.slice(0, most + 1)) ?? readSentence(rest, isKnown);
}

/** The words, if each is a value by itself. */
function readEach(words: readonly Word[]): readonly Placed[] | undefined {
  const placed: Placed[] = [];
  for (const { text, from } of words)
    for (const read of readWord(text)) {
      if (!isRead(read) || (read.ok && isOpen(read.value.kind))) return undefined;
      placed.push({ at: from, read });
    }
  return placed;
}

/** Whether a fault is about the line as a whole. */
const isMeantWhole = (whole: Result<Indicator>): boolean =>
  !whole.ok && (whole.fault.code === "check-digits" || (whole.fault.code === "unreadable" && whole.fault.expected === "phone"));
/** Nothing that the text was meant as: it may be a value with other things around it. */
const isUnknown = (read: Result<Indicator>): boolean => !read.ok && read.fault.code === "unreadable" && read.fault.expected === "indicator";
const isRead = (read: Result<Indicator>): boolean => read.ok || read.fault.code === "ambiguous";

function readSingle(word: Word, rest: Line): readonly Placed[] {
  const { typed, hits, isCommand } = rest;
  const [hit, ...more] = hits;
  if (hit !== undefined && more.length === 0 && isLabelled(hit, typed)) return [{ at: hit.from, read: found(hit) }];
  const read = readWord(word.text);
  if (hits.length > 0 && read.some(isUnknown)) return readSentence(rest, false);
  return !isCommand && hits.length === 0 && heading.test(word.text) && !read.some((one) => isSuspicious(word.text, one))
    ? []
    : [...read.map((one) => ({ at: word.from, read: one })), ...more.filter(({ to }) => to <= (hit?.to ?? 0)).map(placedOf)];
}

const placedOf = (one: Found): Placed => ({ at: one.from, read: found(one) });
const found = ({ kind, value }: Found): Result<Indicator> => ok({ kind, value });

interface Left extends Placed {
  readonly text: string;
}

/** A sentence with values in it. Words that come again are read once. */
function readSentence({ typed, hits, isCommand, most }: Line, isKnown: boolean): readonly Placed[] {
  const values = hits.map((hit): Placed => ({ at: hit.from, read: decided(hit, typed) }));
  const groups = takeGroups(withoutHits(typed, hits));
  const taken = [...values, ...groups.placed];
  const faults: Left[] = [];
  const meant: Left[] = [];
  let told = 0;
  for (const one of leftIn(groups.rest)) {
    if (isRead(one.read))
      taken.push({
        at: one.at,
        read: isCommand && one.read.ok && one.read.value.kind === "domain" ? one.read : doubted(one.text, one.read),
      });
    else {
      faults.push(one);
      const isMeant = isSuspicious(one.text, one.read);
      if (isMeant) meant.push(one);
      if (isMeant || (isCommand && !isLabel(one.text))) told += 1;
    }
    // that many are told of however the rest of the line is read
    if (taken.length + told > most) break;
  }
  const isProse = !isCommand && (isKnown || taken.length > 0 || heading.test(typed.trim()));
  const isTold = taken.length + meant.length > 0;
  const said = isProse ? meant : faults.filter(({ text }) => !(isTold && isLabel(text)));
  return [...taken, ...said];
}

/** The words of a line, each with what it was read as. */
function* leftIn(line: string): Generator<Left> {
  const known = new Map<string, readonly Result<Indicator>[]>();
  for (const { text, from } of wordsOf(line)) {
    const read = known.get(text) ?? readWord(text);
    known.set(text, read);
    for (const one of read) yield { text, at: from, read: one };
  }
}

/** Blanks in place of values and of what adjoins them without a blank: a port, brackets, a full stop. `hits` in order of place. */
function withoutHits(line: string, hits: readonly Found[]): string {
  let left = "";
  let at = 0;
  for (const { from, to } of hits) {
    let [begin, end] = [Math.max(at, from), Math.max(at, to)];
    while (begin > at && adjoins(line, begin - 1)) begin -= 1;
    while (end < line.length && adjoins(line, end)) end += 1;
    left += line.slice(at, begin) + " ".repeat(end - begin);
    at = end;
  }
  return left + line.slice(at);
}
const adjoins = (line: string, at: number): boolean => /[^\s,;|(]/u.test(line[at] ?? " ");
