import type { Edit } from "#domain/extract/refang/edit.ts";

const declared = /content-transfer-encoding:\s{0,4}quoted-printable/i;
/** Where an equals sign stands that quoted-printable would not have written. */
const stray = /=(?![\dA-F]{2}|[ \t]{0,8}\r?(?:\n|$))/u;
const encoded = /=(?:3D|20|0D|0A|09|2E|40|[89A-F][\dA-F])/u;

/**
 * Whether a text is in quoted-printable (RFC 2045, section 6.7) as mails are when somebody copies their source: it says so, or
 * every equals sign in it is one of that encoding and some are no ends of lines.
 */
export const isQuotedPrintable = (text: string): boolean =>
  (text.includes("=\n") || text.includes("=\r\n")) && (declared.test(text) || (!stray.test(text) && encoded.test(text)));

/** Where something is encoded in such a text. */
export const encodings = /=(?=\r?\n|[\dA-F]{2})/g;
const run = /(?:=[\dA-F]{2}){1,64}/uy;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What stands at an equals sign of quoted-printable: a line that goes on below, or characters. */
export function encodedAt(text: string, from: number): Edit | undefined {
  const next = text[from + 1];
  if (next === "\n") return { from, to: from + 2, put: "" };
  if (next === "\r") return { from, to: from + 3, put: "" };
  run.lastIndex = from;
  const found = run.exec(text)?.[0] ?? "";
  try {
    const bytes = Uint8Array.from(found.slice(1).split("="), (digits) => Number.parseInt(digits, 16));
    return found === "" ? undefined : { from, to: from + found.length, put: utf8.decode(bytes) };
  } catch {
    return undefined;
  }
}
