import type { FileAdvice } from "#domain/primitives/advice.ts";

/** What a file is by its first bytes; "text" if nothing else shows. */
export type Content = "pdf" | "compound" | "text" | { readonly refused: FileAdvice };

const magics: readonly (readonly [bytes: readonly number[], advice: FileAdvice])[] = [
  [[0x52, 0x61, 0x72, 0x21], "archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "archive"],
  [[0x1f, 0x8b], "archive"],
  [[0x42, 0x5a, 0x68], "archive"],
  [[0xfd, 0x37, 0x7a, 0x58], "archive"],
  [[0x4d, 0x5a], "program"],
  [[0x7f, 0x45, 0x4c, 0x46], "program"],
  [[0x89, 0x50, 0x4e, 0x47], "picture"],
  [[0xff, 0xd8, 0xff], "picture"],
  [[0x47, 0x49, 0x46, 0x38], "picture"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "rtf"],
];
const offices: readonly (readonly [folder: string, advice: FileAdvice])[] = [
  ["word/", "word"],
  ["xl/", "workbook"],
  ["ppt/", "presentation"],
  ["content.xml", "opendocument"],
];

/** What is refused by its first bytes, each with what to do instead. */
export const refusedContents: ReadonlySet<FileAdvice> = new Set([...offices, ...magics].map(([, advice]) => advice));

const latin = new TextDecoder("latin1");
const begins = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((one, at) => bytes[at] === one);

/** What a file is, whatever its name says. */
export function sniff(bytes: Uint8Array): Content {
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return "compound";
  // a PDF may have up to 1,024 bytes of something else before it; the word alone in a text is no header
  if (/%PDF-\d\.\d/u.test(latin.decode(bytes.subarray(0, 1032)))) return "pdf";
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    const all = latin.decode(bytes.length > 400_000 ? new Uint8Array([...bytes.subarray(0, 200_000), ...bytes.subarray(-200_000)]) : bytes);
    const office = offices.find(([folder]) => all.includes(folder));
    return { refused: office?.[1] ?? "archive" };
  }
  const refused = magics.find(([magic]) => begins(bytes, magic));
  return refused ? { refused: refused[1] } : "text";
}

const known =
  /^(?:from|to|cc|subject|date|received|return-path|reply-to|message-id|mime-version|content-type|delivered-to|dkim-signature|arc-seal|authentication-results|x-[a-z0-9-]+):/iu;
const telling = /^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature):/iu;

/** Whether a text is a mail as it was sent: a block of headers (RFC 5322), at least three that mails have. */
export function isMail(text: string, name: string): boolean {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/^(?:From [^\n]*|\s{0,9}\d{1,9}\s{0,9})\n/u, "")
    .split(/\r?\n/u);
  let found = 0;
  let tells = /\.eml$/iu.test(name);
  for (const line of lines) {
    if (line === "") break;
    if (/^[ \t]/u.test(line)) continue;
    if (!/^[\x21-\x39\x3b-\x7e]{1,80}:/u.test(line)) return false;
    if (known.test(line)) found += 1;
    tells ||= telling.test(line);
  }
  return found >= (/\.eml$/iu.test(name) ? 1 : 3) && tells;
}
