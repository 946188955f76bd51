import type { Advice, FileAdvice } from "#domain/primitives/advice.ts";

type Coded = Exclude<Advice, string>;
type Plain = Extract<Advice, string>;

const keepAsText = "To keep it as text: type:text";
const again = "then send it again.";

const files: Readonly<Record<FileAdvice, string>> = {
  archive: "It is an archive. Unpack it and send the files in it.",
  "broken-json": "Its JSON is broken: it ends too early, or it is several values one after the other.",
  "broken-mail": "It looks like a mail and cannot be read as one. Save the mail again, or paste its text.",
  "broken-msg": "The message is damaged. Save it again from Outlook, or paste its text.",
  "broken-pdf": `It is a damaged PDF. Save it again, or as text, ${again}`,
  "deep-json": "It nests deeper or holds more than I read of one file. Split it.",
  empty: "It is empty.",
  "locked-pdf": `It is protected. Save it without a password (print it to PDF), ${again}`,
  "no-text": "It is no text. I read text, CSV, STIX, MISP, OpenIOC, mails (.eml, .msg), HTML, XML and PDF.",
  "office-file": `It is an old or protected Office file. Save it as text or CSV (or take its password off), ${again}`,
  opendocument: `It is an OpenDocument file. Save it as CSV, text or PDF, ${again}`,
  "other-json": "It is JSON, but neither a STIX 2.1 bundle nor a MISP event. Send one of these, or the values as text or CSV.",
  "pdf-too-large": `It holds more than 64 MiB of text and drawings. Save it as text, ${again}`,
  picture: "It is a picture, and text in pictures is not read. Type the values.",
  presentation: `It is a presentation. Save it as PDF, ${again}`,
  program: "It is a program. Send its hashes as text.",
  rtf: `It is a document in RTF. Save it as text or PDF, ${again}`,
  scan: "It has no text, only pictures of pages. Run text recognition on it, or type the values.",
  split: "Split it.",
  "unusual-pdf": `It is packed in a way that I do not open. Print it to PDF anew or save it as text, ${again}`,
  word: `It is a Word document. Save it as PDF or text, ${again}`,
  workbook: `It is an Excel workbook. Save the sheet as CSV, ${again}`,
};

const plain: Readonly<Record<Plain, string>> = {
  ...files,
  assignee: "Write @name, @name:server or one country: FR.",
  cidr: `Write it as 198.51.100.0/24. ${keepAsText}`,
  "confirm-code": "A code is four of A–Z and 2–9, without I and O.",
  country: "Write its two letters as in ISO 3166: NL.",
  evaluation: "Write A, B, C or X and 1 to 4: B2.",
  handling: "Write H0, H1, H2 or H3, joined by +: H1+H2.",
  international: "Write it with the number of its country: +49 30 901820.",
  invitee: "Write to:@name,FR. Sectors, guests and mail addresses cannot be asked yet.",
  "keep-as-text": keepAsText,
  "leading-zeros": "Write it without leading zeros: some programs read them as octal.",
  "narrower-range": "Ranges shorter than /8 (IPv6 /16) are refused.",
  "open-suffix": `Anybody may register names under it. ${keepAsText}`,
  "one-time": "Write one time, not a range; an offset as in 15:00 UTC-05:00.",
  "one-line": "Write it on one line if it is one value; two values stand with an empty line between them.",
  "own-domain": "To log one all the same, write it on the command's own line with its kind, as in type:domain.",
  "own-line": "Write it on a line of its own.",
  person: "Write @name, @name:server or a mention.",
  "quotation-marks": "Put a value that holds blanks into quotation marks.",
  "start-and-length": "Write one start time and dur:60m; an offset as in 10:00 UTC-05:00.",
  "time-in-text": "Write 2026-03-02 15:00 or +3d; a text that begins like a time goes before it or in quotation marks.",
};

const coded: { readonly [C in Coded["code"]]: (advice: Extract<Coded, { readonly code: C }>, prefix: string) => string } = {
  write: ({ forms }) => `Write ${forms.join(" or ")}.`,
  "as-in": ({ form }) => `Write it as in ${form}.`,
  near: ({ names }) => `Did you mean ${names.join(" or ")}?`,
  digest: ({ digits }) => `It has ${digits} digits; MD5 has 32, SHA-1 40, SHA-256 64, SHA-512 128. ${keepAsText}`,
  "no-top-level": ({ suffix }) => `".${suffix}" is no top-level domain. ${keepAsText}`,
  "at-most": ({ what, most }) => `A ${what} has at most ${most} characters.`,
  columns: ({ sought, names, total, typeable }, prefix) => {
    const why = sought === undefined ? "It does not show which column holds the values." : `It has no column ${sought}.`;
    const byName = typeable.length === 2 ? ` or with:${typeable.join(",")}` : "";
    const more = total > names.length ? `, and ${total - names.length} more` : "";
    const list = names.map((name, at) => `${at + 1} ${name === "" ? "(empty)" : name}`).join(", ");
    return `${why} Write ${prefix}ioc import with:${Math.min(2, total)}${byName}. Columns: ${list}${more}.`;
  },
};

/** One or more sentences, in which what stood in a file is neither escaped nor defanged yet. */
export function advised(advice: Advice, prefix: string): string {
  if (typeof advice === "string") return plain[advice];
  // the entry under a code takes its advice, which a look-up by union cannot express
  const write = coded[advice.code] as (one: Advice, prefix: string) => string;
  return write(advice, prefix);
}
