import { pageOf } from "#domain/import/html/page.ts";
import { addressesOf, bare, type HeaderLine, headerLine } from "#domain/import/mail/header-lines.ts";

/** Lines of one block of headers, and of one that says who wrote what is quoted below. */
const mostLines = 16;
const mostOfOne = 3;
/** Lines with labels that make a block in any language. */
const fewest = 3;

/** What a text quotes of another mail: whom that went to, and where what is quoted begins. */
export interface Quoted {
  readonly recipients: readonly string[];
  readonly from: number;
}

/** Finds mails that were passed on inside of a text (no standard: what clients write); undefined if there is none. Linear. */
export function quotedIn(text: string): Quoted | undefined {
  const recipients: string[] = [];
  let first: number | undefined;
  const lines = text.split("\n");
  const last = lines.findLastIndex((line) => !isBlank(line));
  // the line with words above this one
  let above = -1;
  // the next line that may hold an address, without which no shape is looked at
  let near = -1;
  for (let at = 0, from = 0, next = 0; at < lines.length; from += (lines[at]?.length ?? 0) + 1, at += 1) {
    const line = lines[at] ?? "";
    if (near < at) near = at + lines.slice(at, at + mostLines).findIndex((one) => one.includes("@"));
    if (at >= next) {
      const found = blockAt(lines, at, { above: lines[above], last: near < at ? -1 : last });
      if (found !== undefined) {
        first ??= from;
        recipients.push(...found.recipients);
        next = at + found.lines;
      }
    }
    if (first === undefined && above !== -1 && depthOf(line) > depthOf(lines[above])) {
      const back = attribution(lines, above);
      // what stands between is blank
      if (back !== undefined) first = lines.slice(back, at).reduce((begin, one) => begin - one.length - 1, from);
    }
    if (!isBlank(line)) above = at;
  }
  return first === undefined ? undefined : { recipients, from: first };
}

/** The same in HTML, where what is quoted stands in an element of its own and headers may stand in paragraphs of their own. */
export function quotedInPage(html: string): Quoted | undefined {
  const shown = pageOf(html.replace(/<blockquote/giu, "<br>&gt;$&")).shown.text();
  let [text, before] = ["", ""];
  // what parts paragraphs there
  for (const paragraph of shown.split("\n\r\n")) {
    const isBeside = headerLine(before) !== undefined && headerLine(paragraph.split("\n", 1)[0]) !== undefined;
    text += `${isBeside ? "\n" : "\n\r\n"}${paragraph}`;
    before = paragraph.slice(paragraph.lastIndexOf("\n") + 1);
  }
  return quotedIn(text);
}

const isBlank = (line: string): boolean => line.replace(/[>＞\s]/gu, "") === "";
const depthOf = (line: string | undefined): number => /^(?:[>＞]\s?){0,20}/u.exec(line ?? "")?.[0].replace(/\s/gu, "").length ?? 0;

/** The line on which begins what says who wrote the lines below: an address in angle brackets, and a colon at its end. */
function attribution(lines: readonly string[], end: number): number | undefined {
  if (!/[:：][\s*_]{0,5}$/u.test(bare((lines[end] ?? "").slice(-20)))) return undefined;
  let words = "";
  for (let at = end; at >= 0 && at > end - mostOfOne; at -= 1) {
    const line = lines[at] ?? "";
    if (isBlank(line)) return undefined;
    words = `${bare(line.slice(0, 1_000)).replace(/^[>＞\s]{1,20}/u, "")} ${words}`;
    if (/[<＜[(]\s?(?:mailto:)?[^\s<>@]{1,64}@[^\s<>@]{1,255}[\s>＞\])]/u.test(words)) return at;
  }
  return undefined;
}

interface Around {
  /** The line with words above a block. */
  readonly above: string | undefined;
  /** The place of the last line with words; before all others where no address is near. */
  readonly last: number;
}
interface Block {
  readonly recipients: readonly string[];
  /** So many lines it has. */
  readonly lines: number;
}

/** The headers of a mail that begin on this line, by the words of known languages or by their shape. */
function blockAt(lines: readonly string[], at: number, around: Around): Block | undefined {
  const top = headerLine(lines[at]);
  if (top === undefined) return undefined;
  const block = lines.slice(at, at + mostLines);
  const end = block.findIndex((line, index) => index > 0 && isBlank(line));
  const whole = end === -1 ? block : block.slice(0, end);
  if (top.part === "from") {
    const headers = headersIn(whole);
    const has = (part: HeaderLine["part"]) => headers.some((one) => one.part === part);
    // a mail has more than a sender
    if (has("about") || has("to")) return { recipients: recipientsOf(headers), lines: lengthOf(whole) };
  }
  const length = at > around.last ? 0 : lengthOf(whole);
  if (length < fewest || at + length > around.last) return undefined;
  const headers = headersIn(whole.slice(0, length));
  return isMailBy(headers, around.above) ? { recipients: recipientsOf(headers), lines: length } : undefined;
}

/** Lines with labels that stand together, with what is folded below them. */
function lengthOf(block: readonly string[]): number {
  const end = block.findIndex((line, at) => headerLine(line) === undefined && !isFolded(line, block[at - 1]));
  return end === -1 ? block.length : end;
}
const isFolded = (line: string, before: string | undefined): boolean =>
  /^[>＞]*[ \t]{1,20}\S/u.test(line) ||
  /^[>＞\s]{0,20}[^>]{0,60}<[^\s<>]{1,320}>/u.test(line) ||
  (before !== undefined && /[,;:：；，]\s{0,5}$/u.test(before.slice(-10)));

interface Header extends HeaderLine {
  readonly addresses: readonly string[];
}
/** Headers with the addresses in them and in what is folded below. */
function headersIn(block: readonly string[]): readonly Header[] {
  const found: { part: HeaderLine["part"]; value: string; addresses: string[] }[] = [];
  for (const line of block) {
    const one = headerLine(line);
    if (one !== undefined) found.push({ ...one, addresses: [...addressesOf(line)] });
    else found.at(-1)?.addresses.push(...addressesOf(line));
  }
  return found;
}

const time = /\p{Nd}{1,2}\s?[:：.時时시点]\s?\p{Nd}{2}(?!\p{Nd})/u;
const year = /(?<!\p{Nd})(?:19|20|25)\p{Nd}{2}(?!\p{Nd})/u;
/** A phone number, a link, an address of a computer or a fingerprint: of a signature or a list, not of a mail's headers. */
const isContact = ({ part, value }: HeaderLine): boolean =>
  part === "contact" ||
  /^(?:h[tx]{2}ps?|ftp):|^www[.[]/iu.test(value) ||
  /^[+(]\s?\d[\d\s()./-]{5,}$/u.test(value) ||
  (/^[\d\s()/-]{7,}$/u.test(value) && !year.test(value)) ||
  /^(?:\d{1,3}\[?\.\]?){3}\d{1,3}$/u.test(value) ||
  /^[\da-f]{32,}$/iu.test(value);

/** Whether labels that stand together are a mail's: what clients write of one has a sender, and a date, recipients or a line that parts it. */
function isMailBy(headers: readonly Header[], above: string | undefined): boolean {
  const addressed = headers.filter(({ addresses }) => addresses.length > 0);
  if (headers.length < fewest || addressed.length === 0 || headers.some(isContact)) return false;
  const isParted = above !== undefined && /[-_─—=*]{3,}/u.test(above.slice(0, 200));
  const isDated = headers.some(({ value, addresses }) => addresses.length === 0 && (time.test(value) || year.test(value)));
  // of a sender without an address the client also writes when, to whom and about what
  if (addressed.length === 1 && headers[0] !== addressed[0]) return headers.length > fewest && (isDated || isParted);
  return true;
}

/** Clients name the sender before those who got a mail. Whom a label of a language that is not listed names further down got it. */
function recipientsOf(headers: readonly Header[]): readonly string[] {
  const addressed = headers.filter(({ addresses }) => addresses.length > 0);
  const from = headers.find(({ part }) => part === "from");
  // one address alone that is not at the top is rather that of somebody who got it: a sender often has but a name
  const isSender = (one: Header): boolean => one === addressed[0] && (one === headers[0] || addressed.length > 1);
  return addressed
    .filter((one) => {
      if (one.part !== undefined) return one.part === "to" || one.part === "copy";
      return from !== undefined ? headers.indexOf(one) > headers.indexOf(from) : !isSender(one);
    })
    .flatMap(({ addresses }) => addresses);
}
