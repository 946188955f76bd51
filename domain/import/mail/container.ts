import { lineEnd } from "#domain/import/lines.ts";

const latin = new TextDecoder("latin1");
/** Mails of one file that are read. */
export const mostMails = 500;
const headerLine = /^[\x21-\x39\x3b-\x7e]{1,80}:/u;

/**
 * The mails in a file: several of an mbox (RFC 4155), what Apple Mail keeps in an `.emlx` behind its length, or the file itself.
 * `more`: how many there are beyond those.
 */
export function mailsIn(bytes: Uint8Array): { readonly mails: readonly Uint8Array[]; readonly more: number } {
  const head = latin.decode(bytes.subarray(0, 64));
  const [length, digits] = /^\s{0,9}(\d{1,9})\s{0,9}\r?\n/u.exec(head) ?? [];
  if (length !== undefined) return { mails: [bytes.subarray(length.length, length.length + Number(digits))], more: 0 };
  if (!head.startsWith("From ")) return { mails: [bytes], more: 0 };
  const text = latin.decode(bytes);
  const begins: number[] = [];
  for (let at = 0; at !== -1; at = nextFrom(text, at + 1)) begins.push(at);
  const mails = begins.slice(0, mostMails).map((at, index) => bytes.subarray(lineEnd(text, at) + 1, begins[index + 1] ?? bytes.length));
  return { mails, more: Math.max(0, begins.length - mostMails) };
}

/** The next line that begins a mail: `From ` behind an empty line, and a header below it; -1 if there is none. */
function nextFrom(text: string, from: number): number {
  for (let at = text.indexOf("\nFrom ", from); at !== -1; at = text.indexOf("\nFrom ", at + 1)) {
    const isBehindBlank = text[at - 1] === "\n" || (text[at - 1] === "\r" && text[at - 2] === "\n");
    const below = lineEnd(text, at + 1) + 1;
    if (isBehindBlank && headerLine.test(text.slice(below, below + 100))) return at + 1;
  }
  return -1;
}
