import type { Row } from "#domain/paste/row.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { Arg, Args } from "./define.ts";
import { protective, tails } from "./keys.ts";
import { leftOver, meantAsOption, mistypedOption } from "./suggest.ts";
import { opensQuotation, type Token, type Tokens } from "./tokenize.ts";

type Word = Extract<Token, { readonly kind: "word" }>;
type Option = Extract<Token, { readonly kind: "option" }>;
type Read = Record<string, unknown>;

/**
 * Reads a command's arguments from the pieces after noun and verb. Options first: any doubt about one ends the command,
 * since a typing error must never lower a protection. Then words, in the order of the declaration.
 */
export function readArgs(args: Args, tokens: Tokens, after: number, now: Date): Result<Readonly<Read>> {
  const rest = tokens.first.slice(after);
  const words = rest.filter((token) => token.kind === "word");
  const options = rest.filter((token) => token.kind === "option");
  const text = Object.values(args).some(({ form }) => form === "phrase");
  const doubt =
    mistyped(args, words, now) ??
    (text ? leftOver(rest) : undefined) ??
    options.map((token) => misplaced(args, token, options, now)).find((failed) => failed);
  if (doubt) return doubt;
  const values: Read = {};
  for (const { key, text, at } of options) {
    const read = args[key]?.reader.read(text, now);
    if (read && !read.ok) return { ...read, at };
    values[key] = read?.value;
  }
  const start = tokens.first[after - 1]?.at.to ?? 0;
  return readWords(args, values, { words, lines: rows(tokens, start, words, options) }, now);
}

interface Rest {
  readonly words: readonly Word[];
  readonly lines: readonly Row[];
}
function readWords(args: Args, values: Read, { words, lines }: Rest, now: Date): Result<Readonly<Read>> {
  let left = words;
  let below = lines.filter(({ line }) => line > 1);
  for (const [name, arg] of Object.entries(args)) {
    if (arg.form === "named") {
      if (arg.required && !(name in values)) return fail({ code: "missing", argument: `${name}:` });
      continue;
    }
    const mine = arg.form === "one" ? left.slice(0, 1) : left;
    left = left.slice(mine.length);
    const read = arg.form === "block" ? ok(lines) : readForm(arg, mine, now);
    if (arg.form === "block") below = [];
    if (arg.form === "block" ? lines.length === 0 : mine.length === 0) {
      if (arg.required) return fail({ code: "missing", argument: name });
      continue;
    }
    if (!read.ok) return read;
    values[name] = read.value;
  }
  const extra = left[0];
  if (extra) return fail({ code: "too-much", typed: extra.text }, extra.at);
  const line = below[0];
  return line ? fail({ code: "too-much", typed: line.text }) : ok(values);
}

function readForm(arg: Arg<unknown>, words: readonly Word[], now: Date): Result<unknown> {
  if (arg.form === "phrase") {
    const open = words.find(({ text, quoted }) => !quoted && opensQuotation(text));
    if (open) return fail({ code: "open-quotation" }, open.at);
    return arg.reader.read(words.map(({ text }) => text).join(" "), now);
  }
  const found: unknown[] = [];
  for (const { text, at } of words) {
    const read = arg.reader.read(text, now);
    if (!read.ok) return { ...read, at, ...(read.fault.code === "not-one-of" && { fault: { ...read.fault, word: text } }) };
    found.push(read.value);
  }
  return ok(arg.form === "many" ? found : found[0]);
}

/** Line 1 without noun, verb and options, and every line below; empty ones left out. */
function rows(tokens: Tokens, start: number, words: readonly Word[], options: readonly Option[]): readonly Row[] {
  const [line = "", ...below] = tokens.lines;
  let text = "";
  let from = start;
  for (const { at } of options) {
    text += line.slice(from, at.from);
    from = at.to;
  }
  text = (text + line.slice(from)).trim();
  const pasted = below.map((one, index): Row => ({ line: index + 2, text: one.trim(), raw: one }));
  return [...(text === "" ? [] : [{ line: 1, text, words }]), ...pasted.filter((row) => row.text !== "")];
}

/** `tpl:red`, `tlp=red`, `--tlp red`, `tlp red`, `due fri 15:00`, `for @anna`. */
function mistyped(args: Args, words: readonly Word[], now: Date) {
  for (const [index, { text, quoted, at }] of words.entries()) {
    if (quoted) continue;
    const meant = mistypedOption(text);
    if (meant) return fail({ code: "unknown-option", ...meant }, at);
    const suggestion = meantAsOption(args, words.slice(index, index + 3), now);
    if (suggestion !== undefined) return fail({ code: "unknown-option", typed: text, suggestion }, at);
  }
  return undefined;
}

function misplaced(args: Args, { key, text, at }: Option, options: readonly Option[], now: Date) {
  if (args[key]?.form !== "named") return fail({ code: "option-not-here", option: key }, at);
  if (options.find((option) => option.key === key)?.at !== at) return fail({ code: "option-twice", option: key }, at);
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
