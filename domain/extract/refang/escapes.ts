import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";

/** Whether the backslash at `at` belongs to a path: another stands before it in the same word, or a drive. */
function isInPath(text: string, at: number): boolean {
  for (let place = at - 1; place >= 0 && at - place < 80; place -= 1) {
    const character = text[place] ?? "";
    if (character === "%" || (character === "\\" && !/[./\-_@:]/u.test(text[place + 1] ?? ""))) return true;
    if (character === ":" && text[place + 1] === "\\" && isAlphanumeric(text, place - 1) && !isAlphanumeric(text, place - 2)) return true;
    if (/[\s"'`<>]/u.test(character)) return false;
  }
  return false;
}

/** A backslash before a separator (`evil\.example`, `https:\/\/`, `\_` of Markdown), and a soft line break of quoted-printable mail. */
export function escapeAt(text: string, at: number): Edit | undefined {
  if (text[at] === "=") return softBreak(text, at);
  if (text[at] === "&") return entityAt(text, at);
  if (text[at] !== "\\") return undefined;
  const next = text[at + 1] ?? "";
  const after = text[at + 2] ?? "";
  if (next === "/") return { from: at, to: at + 1, put: "" };
  if (!/[.@:_-]/u.test(next) || !isAlphanumeric(text, at - 1) || !(isAlphanumeric(text, at + 2) || (next === ":" && /[/\\]/u.test(after))))
    return undefined;
  return isInPath(text, at) ? undefined : { from: at, to: at + 1, put: "" };
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

/** `=` at the end of a line that breaks off inside a name or URL (RFC 2045, section 6.7): the next line goes on without a blank. */
function softBreak(text: string, at: number): Edit | undefined {
  const to = text[at + 1] === "\n" ? at + 2 : text[at + 1] === "\r" && text[at + 2] === "\n" ? at + 3 : 0;
  if (to === 0 || !/[\w/.%&?=#~-]/u.test(text[at - 1] ?? "") || !/[\w/.%&?#~-]/u.test(text[to] ?? "")) return undefined;
  for (let place = at - 1; place >= 0 && at - place < 120; place -= 1) {
    const character = text[place] ?? "";
    if (/\s/u.test(character)) return undefined;
    if (/[./@]/u.test(character)) return { from: at, to, put: "" };
  }
  return undefined;
}
