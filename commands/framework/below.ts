import { unmark } from "#domain/codes/markings.ts";
import type { Row } from "#domain/paste/row.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import type { Args } from "./define.ts";
import { protective } from "./line/keys.ts";
import { type Option, type Token, type Tokens, textFor } from "./line/tokenize.ts";

/** What stands below a command's own line: the options that are meant there, and the lines without them. */
export interface Below {
  readonly options: readonly Option[];
  readonly rows: readonly Row[];
}

/** Marks of lists, of quotations and around words, which are no values. */
const mark = /^(?:[^\p{L}\p{N}]+|\d{1,3}[.)])$/u;
/** What a sentence is made of. A value has more than letters. */
const plainWord = /^\p{L}[\p{L}'’-]*[,.]?$/u;
/** Read wherever they stand in a pasted text, where they only ever raise. */
const markings: ReadonlySet<string> = new Set(["tlp", "pap"]);
/** Of these a line alone is no heading of something else. */
const spoken: ReadonlySet<string> = new Set([...markings, "only"]);
/** A handling code, whatever follows it. */
const handled = /^h\s?[0-3]/iu;
/** What protects less than a case may ask for: not from a pasted text, whoever has written that. */
const weaker: ReadonlySet<string> = new Set(["share hit", "share contact", "share open", "h h0"]);

interface Line {
  /** Counted from 0 below the command's own. */
  readonly index: number;
  readonly tokens: readonly Token[];
  /** It holds options of this command and nothing else. */
  readonly isOptions: boolean;
}

/**
 * Options on the lines below: a line of nothing else, or beside a value. In running prose a key with a blank behind its colon is
 * prose ("Read only: no"). What may be a typing error in a protection ends the command. `first`: the pieces of the own line.
 */
export function readBelow(args: Args, tokens: Tokens, first: readonly Token[], now: Date): Result<Below> {
  const all = tokens.below().map((pieces, index): Line => ({ index, tokens: pieces, isOptions: isOptions(args, pieces) }));
  const filled = all.filter((line) => line.tokens.length > 0);
  const typed = tokens.lines.slice(1);
  const meant: { readonly line: Line; readonly option: Option }[] = [];
  for (const line of filled)
    for (const [at, option] of line.tokens.entries()) {
      if (option.kind !== "option") continue;
      const isGlued = /^[a-z]+:\S/iu.test(fold((typed[line.index] ?? "").slice(option.at.from, option.at.to)).text);
      const isEdge = line === filled[0] || line === filled.at(-1);
      const found = protective.has(option.key)
        ? protection(
            args,
            option,
            {
              isGlued,
              isAlone: line.isOptions && !isMarked(typed[line.index] ?? ""),
              isMeant: line.isOptions || isGlued || !isProse(line.tokens[at - 1]),
            },
            now,
          )
        : line.isOptions && (isGlued || (isEdge && option.key !== "type")) && readable(args, option, now);
      if (typeof found === "object") return found;
      if (found) meant.push({ line, option });
    }
  const counts = Map.groupBy([...first, ...meant.map(({ option }) => option)].filter(isOption), ({ key }) => key);
  const taken = meant.filter(({ option }) => protective.has(option.key) || counts.get(option.key)?.length === 1);
  const beside = Map.groupBy(
    taken.filter(({ line }) => !line.isOptions),
    ({ option }) => wording(option),
  );
  const contents = filled.filter(({ isOptions }) => !isOptions).length + (first.some(({ kind }) => kind === "word") ? 1 : 0);
  const lone = [...beside.values()].find((those) => those.length < contents)?.[0]?.option;
  if (lone) return fail({ code: "option-below", option: `${lone.key}:${lone.text}`, why: "beside" }, lone.at);
  const known = new Set(first.filter(isOption).map(wording));
  const options = new Map(taken.map(({ option }) => [wording(option), option])).values().filter((option) => !known.has(wording(option)));
  const cuts = Map.groupBy(taken, ({ line }) => line.index);
  const rows = typed.flatMap((raw, index): readonly Row[] => {
    const left = without(raw, cuts.get(index)?.map(({ option }) => option) ?? []);
    return left.trim() === "" ? [] : [{ line: index + 2, text: left.trim(), raw: left }];
  });
  return ok({ options: [...options], rows });
}

const isMarked = (text: string): boolean => unmark(text, {}) !== text;
const isOption = (token: Token): token is Option => token.kind === "option";
/** Equal for options that say the same. */
const wording = ({ key, text }: Option): string => `${key} ${text.toLowerCase()}`;

const isOptions = (args: Args, tokens: readonly Token[]): boolean =>
  tokens.some(({ kind }) => kind === "option") &&
  tokens.every((token) => (token.kind === "option" ? args[token.key]?.form === "named" : !token.quoted && mark.test(token.text)));

const isProse = (before: Token | undefined): boolean => before?.kind === "word" && !before.quoted && plainWord.test(before.text);

function readable(args: Args, option: Option, now: Date): boolean {
  const arg = args[option.key];
  return arg?.form === "named" && arg.reader.read(textFor(arg, option), now).ok;
}

interface Standing {
  readonly isGlued: boolean;
  /** Its line holds options only, and no marking that is read as one. */
  readonly isAlone: boolean;
  readonly isMeant: boolean;
}
/** Whether a protection was meant as an option, or why it ends the command. */
function protection(args: Args, option: Option, { isGlued, isAlone, isMeant }: Standing, now: Date): boolean | Failed {
  const arg = args[option.key];
  // a path: `H:\Users`
  if (arg?.form !== "named" || (option.key === "h" && /^[\\/]/u.test(option.text))) return false;
  const read = arg.reader.read(textFor(arg, option), now);
  if (!read.ok) return isGlued || (isAlone && (spoken.has(option.key) || handled.test(option.text))) ? { ...read, at: option.at } : false;
  if (markings.has(option.key) || !isMeant) return false;
  if (weaker.has(`${option.key} ${option.text.toLowerCase()}`))
    return fail({ code: "option-below", option: `${option.key}:${option.text}`, why: "weaker" }, option.at);
  return true;
}

/** The line with blanks in place of these options, which stand in it one after the other. */
function without(line: string, options: readonly Option[]): string {
  let left = "";
  let from = 0;
  for (const { at } of options) {
    left += line.slice(from, at.from) + " ".repeat(at.to - at.from);
    from = at.to;
  }
  return left + line.slice(from);
}
