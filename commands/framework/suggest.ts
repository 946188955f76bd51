import { nearest } from "#domain/primitives/nearest.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import type { Args } from "./define.ts";
import { dated, isKey, keys, likeTime, protective } from "./keys.ts";
import type { Token } from "./tokenize.ts";

const separated = /^([a-z]{2,12})([:：=])(?!\/\/)(.*)$/iu;
const dashed = /^[-–—]+([a-z]{1,12})[=:：]?(.*)$/iu;
/** Two colons or more and nothing but hexadecimal groups: `dead:beef::1` is no mistyped `lead:`. */
const ipv6 = /^(?=[^:]*:[^:]*:)[\da-f:.%[\]/]+$/iu;

/** A word that was probably meant as an option, and how to write it; a typing error must not turn a protection into a value. */
export function mistypedOption(typed: string): { readonly typed: string; readonly suggestion: string } | undefined {
  if (ipv6.test(typed)) return undefined;
  const [, dashedKey = "", dashedRest = ""] = dashed.exec(typed) ?? [];
  if (isKey(dashedKey))
    return { typed: typed.slice(0, typed.length - dashedRest.length), suggestion: `${dashedKey.toLowerCase()}:${dashedRest}` };
  const [, key, sign, rest = ""] = separated.exec(typed) ?? [];
  if (key === undefined) return undefined;
  const meant = isKey(key) ? key.toLowerCase() : sign === "=" ? undefined : nearest(key, keys, 1);
  return meant === undefined ? undefined : { typed: `${key}${sign}`, suggestion: `${meant}:${rest}` };
}

const moments: ReadonlySet<string> = new Set([...dated, "slots"]);
/** A person as nobody writes him in a text: with his sign, or mentioned. */
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
  const arg = Object.hasOwn(args, key) ? args[key] : undefined;
  if (arg?.form !== "named" || next === undefined || next.quoted) return undefined;
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

/** What is left over of a date and would silently become part of the text beside it: `due:2027-03-01 3pm`. */
export function leftOver(tokens: readonly Token[]): Failed | undefined {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind !== "option" || !moments.has(token.key) || next?.kind !== "word" || next.quoted || !likeTime.test(next.text)) continue;
    return fail(
      {
        code: "unreadable",
        typed: `"${token.text} ${next.text}"`,
        expected: "date",
        write: "time-in-text",
      },
      { ...token.at, to: next.at.to },
    );
  }
  return undefined;
}
