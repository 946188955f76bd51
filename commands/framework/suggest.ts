import { nearest } from "#domain/primitives/nearest.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import type { Arg, Args } from "./define.ts";
import { dated, isKey, keys, protective } from "./line/keys.ts";
import type { Token, Word } from "./line/tokenize.ts";

const separated = /^(?!\d+[:=])([a-z\d]{2,12})([:=])(?!\/\/)(.*)$/iu;
const dashed = /^-+([a-z]{1,12})[=:]?(.*)$/iu;
/** Two colons or more and nothing but hexadecimal groups: `dead:beef::1` is no mistyped `lead:`. */
const ipv6 = /^(?=[^:]*:[^:]*:)[\da-f:.%[\]/]+$/iu;
/** An option inside brackets, quotes or marks of emphasis, or behind something that glues no words: `(due:+2d)`. */
const wrapped = /^(.*[^a-z\d\s])([a-z]{1,12})\s{0,3}:(?!\/\/)\s*(.*?)[^\p{L}\p{N}]*$/iu;

/** A digit in place of a letter: two letters are near too many others. */
const longKeys = keys.filter((key) => key.length > 2);
const protections = longKeys.filter((key) => protective.has(key));
/** Nobody disguises an option in more. */
const longest = 200;

/** How an option was probably meant: what of it was typed, and how to write it. */
export interface Meant {
  readonly typed: string;
  readonly suggestion: string;
  /** How many words of the line it goes over, if more than one. */
  readonly words?: number;
  /** Where in the first of them it begins. */
  readonly from?: number;
}

/** A folded word that was probably meant as an option; a typing error must not turn a protection into a value. */
export function mistypedOption(typed: string): Meant | undefined {
  if (ipv6.test(typed)) return undefined;
  const [, dashedKey = "", dashedRest = ""] = dashed.exec(typed) ?? [];
  if (isKey(dashedKey))
    return { typed: typed.slice(0, typed.length - dashedRest.length), suggestion: `${dashedKey.toLowerCase()}:${dashedRest}` };
  const [, key, sign, rest = ""] = separated.exec(typed) ?? [];
  if (key === undefined) return undefined;
  const meant = isKey(key)
    ? key.toLowerCase()
    : sign === "="
      ? nearest(key, protections, 1)
      : nearest(key, /\d/u.test(key) ? longKeys : keys, 1);
  return meant === undefined ? undefined : { typed: `${key}${sign}`, suggestion: `${meant}:${rest.replace(/^[=:>]+/u, "")}` };
}

const namedArg = (args: Args, key: string): Arg<unknown> | undefined => {
  const arg = Object.hasOwn(args, key) ? args[key] : undefined;
  return arg?.form === "named" ? arg : undefined;
};

/** An option in quotation marks, brackets or the like, which would be kept as part of a text. Of a block only protections are none. */
function disguised(args: Args, { text, raw, quoted }: Word, isBlock: boolean, now: Date): Meant | undefined {
  if (text.length > longest) return undefined;
  const [, before = "", typed = "", value = ""] = wrapped.exec(quoted ? `"${text.trim()}"` : text) ?? [];
  const key = typed.toLowerCase();
  const arg = namedArg(args, key);
  if (value === "" || before.includes("://") || !(protective.has(key) || (arg && (quoted || !isBlock)))) return undefined;
  if (arg !== undefined && !arg.reader.read(value, now).ok) return undefined;
  // glued to something else, that stays
  const rest = before.search(/[^\p{L}\p{N}]*$/u);
  return { typed: raw.trim(), suggestion: `${key}:${value}`, ...(rest > 0 && raw.length === text.length && !quoted && { from: rest }) };
}

/** Marks, a key and its colon, and what stands before the next such mark: `(tlp : amber strict)` in words of its own. */
const enclosed = /^[^\p{L}\p{N}\s]{1,4}\s?([a-z]{1,12})\s{0,3}:(?!\/\/)\s{0,3}([^)\]}>"“”„«»‘’`*_~]{1,60})/iu;
const mostWords = 6;
function spread(args: Args, words: readonly Word[], now: Date): Meant | undefined {
  const text = words.map((word) => word.text).join(" ");
  const [, typed = "", value = ""] = text.length > longest ? [] : (enclosed.exec(text) ?? []);
  const key = typed.toLowerCase();
  const arg = namedArg(args, key);
  const parts = value.trim().split(" ");
  const read = parts
    .map((_, index) => parts.slice(0, parts.length - index).join(" "))
    .map((one) => one.replace(/[^\p{L}\p{N}]+$/u, ""))
    .find((one) => arg?.reader.read(one, now).ok);
  const to = text.indexOf(value) + (read === undefined ? value.length : value.indexOf(read) + read.length);
  const whole = text.slice(0, to);
  return protective.has(key) && (arg === undefined || read !== undefined)
    ? { typed: whole, suggestion: `${key}:${(read ?? value).trim()}`, words: whole.split(" ").length }
    : undefined;
}

/** The first piece that looks like an option and is none: `tpl:red`, `tlp=red`, `--tlp red`, `tlp red`, `(tlp:red)`, `due fri 15:00`, `for @anna`. */
export function mistyped(args: Args, tokens: readonly Token[], now: Date): Failed | undefined {
  const isBlock = Object.values(args).some(({ form }) => form === "block");
  const quotesTexts = isBlock && tokens.some((token) => token.kind === "option" && token.key === "type");
  const alone = tokens.filter(({ kind }) => kind === "word").length === 1;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "word") continue;
    const { text, quoted } = token;
    const next = wordsFrom(tokens, index);
    const hidden = quoted && quotesTexts ? undefined : disguised(args, token, isBlock, now);
    if (hidden && (!quoted || !alone || onlyProtects(text))) return unknown(hidden, [token]);
    if (quoted) continue;
    const around = spread(args, wordsFrom(tokens, index, mostWords), now);
    if (around) return unknown(around, wordsFrom(tokens, index, mostWords));
    // its colon may stand apart: `tpl : red`
    const sign = next[1]?.text ?? "";
    const parts = /^[:=]$/u.test(sign) ? next : /^[:=]/u.test(sign) ? next.slice(0, 2) : next.slice(0, 1);
    const meant = mistypedOption(text) ?? mistypedOption(parts.map((one) => one.text).join(""));
    if (meant) return unknown(mistypedOption(text) ? meant : { ...meant, words: parts.length }, next);
    const option = meantAsOption(args, next, now);
    if (option !== undefined) return unknown({ typed: token.raw, suggestion: option, words: option.split(" ").length + 1 }, next);
  }
  return undefined;
}

function unknown({ words: over = 1, from = 0, ...meant }: Meant, words: readonly Word[]): Failed {
  const [first] = words;
  const at = first && { ...first.at, from: first.at.from + from, to: words[over - 1]?.at.to ?? first.at.to };
  return fail({ code: "unknown-option", ...meant }, at);
}

/** So many words at most, without an option between them. */
function wordsFrom(tokens: readonly Token[], index: number, most = 3): readonly Word[] {
  const next = tokens.slice(index, index + most);
  const end = next.findIndex(({ kind, at }) => kind === "option" || at.line !== next[0]?.at.line);
  return next.slice(0, end < 0 ? most : end).filter((token) => token.kind === "word");
}

const onlyProtects = (text: string): boolean => protective.has(/^\s*([a-z]{1,12})\s*:/iu.exec(text)?.[1]?.toLowerCase() ?? "");

const moments: ReadonlySet<string> = new Set([...dated, "slots"]);
/** A person as nobody writes them in a text: with their sign, or mentioned. */
const sign = /^(?:@|\[|https:)/iu;

/**
 * What the first of these words was probably meant as, if it is an option of the command without its colon and what follows
 * is its value: `tlp red`, `due fri 15:00`, `for @anna`. A word that a text may well hold is left alone.
 */
export function meantAsOption(
  args: Args,
  words: readonly { readonly text: string; readonly quoted: boolean }[],
  now: Date,
): string | undefined {
  const [first, next, after] = words;
  const key = first?.text.toLowerCase() ?? "";
  const arg = namedArg(args, key);
  if (arg === undefined || next === undefined || next.quoted) return undefined;
  const reads = (text: string): boolean => arg.reader.read(text, now).ok;
  const two = after && !after.quoted && moments.has(key) ? `${next.text} ${after.text}` : next.text;
  if (two !== next.text && reads(two)) return `${key}:${two}`;
  const meant =
    protective.has(key) || moments.has(key)
      ? reads(next.text) || (moments.has(key) && clock.test(next.text))
      : sign.test(next.text) && reads(next.text);
  return meant ? `${key}:${next.text}` : undefined;
}
const clock = /^\d{1,2}(?::\d\d|h|[ap]m)/iu;
