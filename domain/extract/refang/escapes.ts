import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";

/** The beginnings of registry keys and of names in a namespace of Windows. */
const rootBefore = /(?<![\p{L}\p{N}_])(?:[Hh][Kk][A-Za-z_]{1,30}:?|Global|Local)$/u;

/** Whether the backslash at `at` belongs to a path: the first slash of its word is a backslash as well, or behind a drive, a hive, a namespace. */
function isInPath(text: string, at: number): boolean {
  let isPath = false;
  for (let place = at - 1; place >= 0 && at - place < 80; place -= 1) {
    const character = text[place] ?? "";
    const next = text[place + 1] ?? "";
    if (character === "/") isPath = false;
    // "http://owl.example\@bank.example": browsers read that backslash as a slash
    if (/[/\\]/u.test(character) && next === character && text[place - 1] === ":" && isAlphanumeric(text, place - 3))
      return text[at + 1] === "@";
    if ((character === "%" && next === "\\") || (character === "\\" && !/[./\-_@:]/u.test(next))) isPath = true;
    if (character === ":" && next === "\\" && isAlphanumeric(text, place - 1) && !isAlphanumeric(text, place - 2)) isPath = true;
    if (/[\s"'`<>]/u.test(character)) break;
  }
  return isPath || rootBefore.test(text.slice(Math.max(0, at - 36), at));
}

/** What stands in a regular expression and in no name: classes, groups, repeated things. */
const pattern = /\\[dwsDWSb](?![A-Za-z\d_])|\[\^?\\?[\w.]-\\?\w|\(\?[:=!<i]|[.\])](?<!\[\.\])[*+]|\]\{\d|\[\^|\)\?/u;
/** A regular expression between slashes, as rules and programs write it. */
const literal = /(?:^|[\s=(,:~])\/(?:[^/\\\s]|\\.){0,200}$/u;
const around = 80;

/** Whether the backslash at `at` belongs to a regular expression, in which it is part of what was written. */
function isInPattern(text: string, at: number): boolean {
  let [from, to] = [at, at];
  while (from > 0 && at - from < around && text.charCodeAt(from - 1) > 0x20) from -= 1;
  while (to < text.length && to - at < around && text.charCodeAt(to) > 0x20) to += 1;
  return pattern.test(text.slice(from, to)) || (from < at && literal.test(text.slice(Math.max(0, from - 1), at)));
}

const escaped = /\\[[({](\.|:|@|:\/\/|dot|at)\\?[\])}]/iuy;
/** `\[.\]`: the brackets around a separator, which Markdown escapes. */
function separatorAt(text: string, at: number): Edit | undefined {
  escaped.lastIndex = at;
  const found = escaped.exec(text);
  if (found === null) return undefined;
  const word = (found[1] ?? "").toLowerCase();
  return { from: at, to: at + found[0].length, put: word === "dot" ? "." : word === "at" ? "@" : word };
}

/** A backslash before a separator (`evil\.example`, `https:\/\/`, `\_` of Markdown), which stays in paths and patterns. */
export function escapeAt(text: string, at: number): Edit | undefined {
  if (text[at] === "&") return entityAt(text, at);
  if (text[at] !== "\\") return undefined;
  const next = text[at + 1] ?? "";
  const after = text[at + 2] ?? "";
  if (next === "u") return characterAt(text, at);
  if (next === "n" || next === "r" || next === "t") return lineEndAt(text, at);
  if (isInPattern(text, at)) return undefined;
  if (next === "/") {
    // text of a program inside another's: "https:\\\\/\\\\/"
    let from = at;
    while (at - from < 3 && text[from - 1] === "\\") from -= 1;
    return { from, to: at + 1, put: "" };
  }
  const bracketed = separatorAt(text, at);
  if (bracketed) return isInPath(text, at) ? undefined : bracketed;
  if (!/[.@:_-]/u.test(next) || !isAlphanumeric(text, at - 1) || !(isAlphanumeric(text, at + 2) || (next === ":" && /[/\\]/u.test(after))))
    return undefined;
  return isInPath(text, at) ? undefined : { from: at, to: at + 1, put: "" };
}

const character = /\\u00(2[0-9a-f]|3[a-f]|40|5[bdf]|7e)/iuy;
/** A sign as JSON has it by its number. */
function characterAt(text: string, at: number): Edit | undefined {
  character.lastIndex = at;
  const found = character.exec(text);
  return found === null
    ? undefined
    : { from: at, to: at + found[0].length, put: String.fromCharCode(Number.parseInt(found[1] ?? "20", 16)) };
}

const lineEnd = /(?:\\r\\n|\\[nrt]){1,4}/uy;
const separate = /(?:^|[\s"'=,;([{>]|\\[nrt])(?:[^\s\\"']{0,80}[\p{L}\p{N}][.@:/][^\s\\"']{1,120}|[\da-f]{32,128})["')\]}>]?$/iu;
/** A line end or a tabulator as programs write it in a text: between two values, not in a path or behind the name of a domain of Windows. */
function lineEndAt(text: string, at: number): Edit | undefined {
  lineEnd.lastIndex = at;
  const length = lineEnd.exec(text)?.[0].length ?? 0;
  if (length === 0 || !separate.test(text.slice(Math.max(0, at - 210), at))) return undefined;
  return { from: at, to: at + length, put: "\n" };
}

const entity = /&(?:#(?:46|x2e)|period|(#(?:64|x40)|commat)|(#(?:58|x3a)|colon)|(#(?:47|x2f)|sol));/iuy;
/** A separator that HTML has by name or number. */
function entityAt(text: string, at: number): Edit | undefined {
  entity.lastIndex = at;
  const found = entity.exec(text);
  if (found === null) return undefined;
  const put = found[1] !== undefined ? "@" : found[2] !== undefined ? ":" : found[3] !== undefined ? "/" : ".";
  return { from: at, to: at + found[0].length, put };
}
