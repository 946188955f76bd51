import type { Found } from "#domain/extract/index.ts";
import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { decided, doubted, isLabel, isLabelled, isSuspicious } from "./doubt.ts";
import { takeGroups } from "./groups.ts";
import { readName } from "./names.ts";
import { blanked, commentAt, type Placed, readWord, takeQuoted, unmarked, type Word, wordsOf } from "./words.ts";

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

/**
 * What a line holds; `hits` are what was found in it as part of the whole text. On the command's own line every word was meant,
 * below it words around values are the sentence in which they stand.
 */
export function readLine(typed: string, hits: readonly Found[], isCommand: boolean): readonly Result<Indicator>[] {
  const bare = isCommand ? typed : unmarked(typed);
  const end = isCommand ? bare.length : commentAt(bare);
  const quoted = takeQuoted(bare.slice(0, end));
  const rest = quoted.rest;
  const within = hits.filter(({ from, to }) => to <= end && rest.slice(from, to).trim() !== "");
  const placed = [...quoted.values, ...readRest(rest, within, isCommand, quoted.values.length > 0)];
  const behind = hits
    .filter(({ from }) => from >= end)
    .map(({ from, to }): Placed => ({ at: from, read: inComment(bare.slice(from, to)) }));
  return [...placed.sort((one, other) => one.at - other.at), ...behind].map(({ read }) => read);
}

const inComment = (typed: string): Result<never> => fail({ code: "unreadable", typed, expected: "uncommented", write: "own-line" });

function readRest(rest: string, hits: readonly Found[], isCommand: boolean, isKnown: boolean): readonly Placed[] {
  const words = wordsOf(rest);
  const [first] = words;
  if (first === undefined) return [];
  if (words.length === 1) return readSingle(first, rest, hits, isCommand);
  const at = first.from;
  const line = rest.trim();
  const whole = parseIndicator(line);
  if (whole.ok ? isGrouped(whole.value.kind) || spacedDots.test(line) : isMeantWhole(whole)) return [{ at, read: whole }];
  if (range.test(line)) return [{ at, read: parseIndicator(line.replace(/\s+[-–]\s+/u, "-")) }];
  const name = readName(rest, hits, whole);
  if (name !== undefined) return [{ at, read: name }];
  return readEach(words) ?? readSentence(rest, hits, isCommand, isKnown);
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

function readSingle(word: Word, rest: string, hits: readonly Found[], isCommand: boolean): readonly Placed[] {
  const [hit, ...more] = hits;
  if (hit !== undefined && more.length === 0 && isLabelled(hit, rest)) return [{ at: hit.from, read: found(hit) }];
  const read = readWord(word.text);
  if (hits.length > 0 && read.some(isUnknown)) return readSentence(rest, hits, isCommand, false);
  return !isCommand && hits.length === 0 && heading.test(word.text) && !read.some((one) => isSuspicious(word.text, one))
    ? []
    : read.map((one) => ({ at: word.from, read: one }));
}

const found = ({ kind, value }: Found): Result<Indicator> => ok({ kind, value });

/** A sentence with values in it. Words that come again are read once. */
function readSentence(rest: string, hits: readonly Found[], isCommand: boolean, isKnown: boolean): readonly Placed[] {
  const values = hits.map((hit): Placed => ({ at: hit.from, read: decided(hit, rest) }));
  const groups = takeGroups(hits.reduce((left, { from, to }) => blankedWord(left, rest, from, to), rest));
  const known = new Map<string, readonly Result<Indicator>[]>();
  const readOnce = (text: string): readonly Result<Indicator>[] => {
    const read = known.get(text) ?? readWord(text);
    known.set(text, read);
    return read;
  };
  const left = wordsOf(groups.rest).flatMap(({ text, from }) => readOnce(text).map((read) => ({ text, from, read })));
  const taken = [
    ...values,
    ...groups.placed,
    ...left.flatMap(({ from, read }) => (isRead(read) ? [{ at: from, read: doubted(read) }] : [])),
  ];
  const faults = left.filter(({ read }) => !isRead(read));
  const isProse = !isCommand && (isKnown || taken.length > 0 || heading.test(rest.trim()));
  const meant = faults.filter(({ text, read }) => isSuspicious(text, read));
  const isTold = taken.length + meant.length > 0;
  const said = isProse ? meant : faults.filter(({ text }) => !(isTold && isLabel(text)));
  return [...taken, ...said.map(({ from, read }) => ({ at: from, read }))];
}

const adjoining = /[^\s,;|(]/u;
/** Blanks in place of a value and of what adjoins it without a blank: a port, brackets, a full stop. */
function blankedWord(left: string, line: string, from: number, to: number): string {
  let [begin, end] = [from, to];
  while (begin > 0 && adjoining.test(line[begin - 1] ?? "")) begin -= 1;
  while (end < line.length && adjoining.test(line[end] ?? "")) end += 1;
  return blanked(left, begin, end);
}
