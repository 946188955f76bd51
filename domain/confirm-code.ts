import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";

/** What a code is made of: nothing that is taken for something else on a small screen. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";
const alphabet = letters + digits;
const shape = /^[A-HJ-NP-Z2-9]{4}$/u;

/** How long a code holds. */
export const codeMs = 10 * 60_000;
/** So many wrong codes take all of an officer's codes from them. */
export const mostWrong = 5;

/**
 * A code of four of random bytes, two for each sign (the rest of a division of 65,536 by 32 favours none). At least one of
 * the four is a digit, so that no word of four letters is one; undefined if these bytes give none.
 */
export function codeOf(bytes: Uint8Array): string | undefined {
  const signs = Array.from({ length: 4 }, (_, at) => alphabet[((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)) % alphabet.length]);
  const code = signs.join("");
  return /\d/u.test(code) ? code : undefined;
}

/** A typed code, in any case. */
export const confirmCode: Reader<string> = {
  expects: "K7Q4",
  read(typed) {
    const code = typed.toUpperCase();
    return shape.test(code) ? ok(code) : fail({ code: "unreadable", typed: `"${typed}"`, expected: "confirm-code", write: "confirm-code" });
  },
};

/** Marks of emphasis, quotation and code around what was typed. */
const around = /[`*_~"'“”„«»<>()[\]]/gu;
const agreed =
  /^(ok|okay|okey|okej|k|yes|yep|ja|oui|s[ií]|sim|tak|no|nope|nein|non|nee|nie|n[aã]o|nej|👍|👎)(?:\s*[:,.!=#–—-]\s*|\s+)(?:code\s+|#)?(.+)$/iu;
/** The code first: `K7Q4 ok`. */
const behind = /^([a-z\d]{4})[\s,:-]+(ok|okay|yes|ja|oui|no|nope|nein|non)[.!]?$/iu;
/** A code and what else is said with it; or one that is written in parts, with nothing else. */
const whole = /^([a-z\d]{4})(?![a-z\d])(?:[\s.,!:-].{0,60})?$/iu;
const inParts = /^([a-z\d]{2}[\s-][a-z\d]{2}|(?:[a-z\d][\s-]){3}[a-z\d])[.!]?$/iu;

/**
 * `ok K7Q4` or `no K7Q4` without any prefix, as it may be typed in a private room; the command's own line, or undefined for
 * talk. A code alone says yes. One word with a digit was meant as a code also where it is none: silence would be taken for done.
 */
export function bareAnswer(body: string): string | undefined {
  const text = fold(body.slice(0, longest)).text.replace(around, "").trim();
  if (isCode(text)) return `ok ${text.toUpperCase()}`;
  const [, first = "", last = ""] = behind.exec(text) ?? [];
  if (isCode(first)) return `${isNo(last) ? "no" : "ok"} ${first.toUpperCase()}`;
  const [, word = "", typed = ""] = agreed.exec(text) ?? [];
  const code = (whole.exec(typed)?.[1] ?? inParts.exec(typed)?.[1] ?? "").replace(/[\s-]/gu, "");
  // a slip in a code is told where the word before it asks for one
  const isSlip = /^(?:ok|okay|okey|okej|k|no|nope)$/iu.test(word) && /^(?=.*\d)[a-z\d]{1,8}[.!]?$/iu.test(typed);
  const meant = isCode(code) ? code : isSlip ? typed.replace(/[.!]$/u, "") : undefined;
  return meant === undefined ? undefined : `${isNo(word) ? "no" : "ok"} ${meant.toUpperCase()}`;
}

/** No in the languages of the answers that are understood, none of which says yes with such a word. */
const isNo = (word: string): boolean => /^(?:n|👎)/iu.test(word);

/** Whether it can be nothing but the answer to a question, wherever it is typed: `ok K7Q4` and not a word more. */
export function isAnswer(body: string): boolean {
  const [, code = ""] = /^(?:ok|no)\s+([a-z\d]{4})[.!]?$/iu.exec(fold(body.slice(0, longest)).text.replace(around, "").trim()) ?? [];
  return isCode(code);
}

/** An answer is short. */
const longest = 120;
const isCode = (text: string): boolean => /\d/u.test(text) && shape.test(text.toUpperCase());

/**
 * What of an answer makes it the same deed, without what chance or time put into it (numbers given, words drawn, the clock):
 * which notice, with which parts, how many of each, and every yes and no.
 */
export function outline(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outline);
  if (value instanceof Date) return "time";
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === "type" ? inner : outline(inner)]));
  return typeof value === "boolean" ? value : typeof value;
}
