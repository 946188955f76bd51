import { protectionsIn } from "#domain/codes/written.ts";
import type { Row } from "#domain/paste/row.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import { readBelow } from "./below.ts";
import { type Arg, type Args, has } from "./define.ts";
import { protective, tails } from "./line/keys.ts";
import { leftOver } from "./line/left-over.ts";
import { opensQuotation } from "./line/quotations.ts";
import { type Option, type Token, type Tokens, textFor, type Word } from "./line/tokenize.ts";
import { mistyped } from "./suggest.ts";

type Read = Record<string, unknown>;

/**
 * Reads a command's arguments from the pieces after noun and verb. Options first: any doubt about one ends the command,
 * since a typing error must never lower a protection. Then words, in the order of the declaration. What no argument takes
 * ends the command as well: only a block of pasted lines may hold what is passed over.
 */
export function readArgs(args: Args, tokens: Tokens, after: number, now: Date): Result<Readonly<Read>> {
  const first = tokens.first.slice(after);
  const pasted = has(args, "block") ? readBelow(args, tokens, first, now) : undefined;
  if (pasted && !pasted.ok) return pasted;
  const all = pasted ? [...first, ...pasted.value.options] : [...first, ...tokens.below().flat()];
  const words = all.filter((token) => token.kind === "word");
  const options = all.filter((token) => token.kind === "option");
  const doubt = mistyped(args, all, now) ?? leftOver(all, has(args, "phrase") ? "text" : "values") ?? firstDoubt(args, options, now);
  if (doubt) return doubt;
  const values: Read = {};
  for (const option of options) {
    const arg = args[option.key];
    const read = arg?.reader.read(textFor(arg, option), now);
    if (read?.ok === false) return { ...read, at: option.at };
    values[option.key] = read?.value;
  }
  const start = tokens.first[after - 1]?.at.to ?? 0;
  const lines = pasted ? [...ownRow(tokens, start, first), ...pasted.value.rows] : [];
  const head = (tokens.lines[0] ?? "").slice(tokens.first[0]?.at.from, start);
  return readWords(args, values, { words, lines, all, typed: tokens.lines, head }, now);
}

/** A comma between two options is no word. */
const isSeparator = ({ text, quoted }: Word): boolean => !quoted && /^[,;|]+$/u.test(text);

interface Rest {
  readonly words: readonly Word[];
  /** Line 1 and what is pasted below it, for a command that takes such. */
  readonly lines: readonly Row[];
  /** All pieces, words and options, in order. */
  readonly all: readonly Token[];
  readonly typed: Tokens["lines"];
  /** Noun and verb. */
  readonly head: string;
}
function readWords(args: Args, values: Read, rest: Rest, now: Date): Result<Readonly<Read>> {
  const isText = has(args, "phrase");
  const stray = isText ? undefined : rest.words.find(({ at }) => at.line > 0);
  if (stray) return fail({ code: "too-much", typed: stray.raw }, stray.at);
  let left = isText ? trimmed(rest.words) : rest.words.filter((word) => !isSeparator(word));
  for (const [name, arg] of Object.entries(args)) {
    if (arg.form === "named") {
      if (arg.required && !(name in values)) return fail({ code: "missing", argument: `${name}:` });
      continue;
    }
    const mine = arg.form === "one" ? left.slice(0, 1) : left;
    left = left.slice(mine.length);
    if (arg.form === "block" ? rest.lines.length === 0 : mine.length === 0) {
      if (arg.required) return fail({ code: "missing", argument: name });
      continue;
    }
    const read = arg.form === "block" ? ok(rest.lines) : arg.form === "phrase" ? phrase(arg, mine, rest, now) : readForm(arg, mine, now);
    if (!read.ok) return read;
    values[name] = read.value;
  }
  const extra = left[0];
  return extra ? fail({ code: "too-much", typed: extra.raw }, extra.at) : ok(values);
}

/** Marks that people put before what they list. */
const isBullet = ({ text, quoted }: Word): boolean => !quoted && /^(?:[-•·>*→&+,;|]|\d[.)])$/u.test(text);
const trimmed = (words: readonly Word[]): readonly Word[] => {
  const from = words.findIndex((word) => !isSeparator(word));
  return from < 0 ? [] : words.slice(from, words.findLastIndex((word) => !isBullet(word)) + 1);
};

/** A text stands in one piece, as one quotation or without any around it: what stands elsewhere was left over by something else. */
function phrase({ reader }: Arg<unknown>, words: readonly Word[], { all, typed, head }: Rest, now: Date): Result<unknown> {
  const open = words.find(({ raw, quoted }) => !quoted && opensQuotation(raw));
  if (open) return fail({ code: "open-quotation", ...(words.some(({ at }) => at.line > open.at.line) && { below: true }) }, open.at);
  const [first] = words;
  if (first === undefined) return reader.read("", now);
  const start = all.indexOf(first);
  const broken = first.quoted
    ? 1
    : words.findIndex((word, index) => all.indexOf(word, start + index) !== start + index || word.at.line !== first.at.line);
  const rest = words[broken];
  if (rest !== undefined) {
    const others = words
      .slice(broken)
      .map(({ raw }) => raw)
      .join(" ");
    // to suggest that a protection becomes a part of the text would be the worst of all
    const [hidden] = protectionsIn(fold(others).text);
    if (hidden) return fail({ code: "unknown-option", typed: others, suggestion: hidden.option }, rest.at);
    const text = words.map(({ raw }) => raw).join(" ");
    const options = all.flatMap((token) => (token.kind === "option" ? [typed[token.at.line]?.slice(token.at.from, token.at.to)] : []));
    const suggestion = [head, text.includes('"') ? `“${text}”` : `"${text}"`, ...options].join(" ");
    return fail(
      {
        code: "left-over",
        typed: others,
        suggestion,
      },
      rest.at,
    );
  }
  const last = words.at(-1) ?? first;
  const whole = first.quoted ? first.raw : (typed[first.at.line] ?? "").slice(first.at.from, last.at.to);
  return reader.read(whole.replace(/\s+/gu, " ").replace(/[\s,;|]+$/u, ""), now);
}

function readForm(arg: Arg<unknown>, words: readonly Word[], now: Date): Result<unknown> {
  const found: unknown[] = [];
  for (const word of words) {
    const read = arg.reader.read(textFor(arg, word), now);
    if (!read.ok) return { ...read, at: word.at, ...(read.fault.code === "not-one-of" && { fault: { ...read.fault, word: word.raw } }) };
    found.push(read.value);
  }
  return ok(arg.form === "many" ? found : found[0]);
}

/** Line 1 without noun, verb and options. */
function ownRow({ lines: [line = ""] }: Tokens, start: number, pieces: readonly Token[]): readonly Row[] {
  let text = "";
  let from = start;
  for (const { at } of pieces.filter(({ kind }) => kind === "option")) {
    text += line.slice(from, at.from);
    from = at.to;
  }
  text = (text + line.slice(from)).trim();
  return text === "" ? [] : [{ line: 1, text, words: pieces.filter((piece) => piece.kind === "word") }];
}

/** Why the first of these options that is not as it should be is not. */
function firstDoubt(args: Args, options: readonly Option[], now: Date): Failed | undefined {
  const before = new Set<string>();
  for (const option of options) {
    const doubt = misplaced(args, option, before, now);
    if (doubt) return doubt;
    before.add(option.key);
  }
  return undefined;
}

function misplaced(args: Args, { key, text, at }: Option, before: ReadonlySet<string>, now: Date): Failed | undefined {
  if (args[key]?.form !== "named") return fail({ code: "option-not-here", option: key }, at);
  if (before.has(key)) return fail({ code: "option-twice", option: key }, at);
  if (text === "") return fail({ code: "missing", argument: `${key}:` }, at);
  if (!tails.has(key) && opensQuotation(text)) return fail({ code: "open-quotation" }, at);
  const swallowed = tails.has(key) ? text.split(/\s+/u).find((word) => isProtection(args, word, now)) : undefined;
  return swallowed === undefined ? undefined : fail({ code: "option-in-text", word: swallowed, option: key }, at);
}

/** A protection that stands inside a note would silently not hold. */
function isProtection(args: Args, text: string, now: Date): boolean {
  const [, key = "", value = ""] = /^([a-z]+):(.+)$/iu.exec(text) ?? [];
  return protective.has(key.toLowerCase()) && (args[key.toLowerCase()]?.reader.read(value, now).ok ?? false);
}
