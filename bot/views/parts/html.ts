import { defang } from "#domain/indicators/defang.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import { defangText, showText } from "#domain/primitives/harmless-text.ts";
import type { Rendered } from "./define.ts";

declare const made: unique symbol;
/** A piece of a message in both forms. Only this file makes one, so nothing unescaped and nothing clickable gets in. */
export type Piece = Rendered & { readonly [made]: true };

// the brand has no other source than this file
const piece = (text: string, html: string): Piece => ({ text, html }) as Piece;
const escaped = (text: string): string => text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);

/** Our own words around pieces: what is interpolated is a piece or a number, never a string. */
export function text(words: readonly string[], ...values: readonly (Piece | number)[]): Piece {
  let text = "";
  let html = "";
  for (const [index, word] of words.entries()) {
    const value = values[index];
    text += word + (typeof value === "object" ? value.text : (value ?? ""));
    html += escaped(word) + (typeof value === "object" ? value.html : (value ?? ""));
  }
  return piece(text, html);
}

export const nothing: Piece = piece("", "");

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`);

/** What somebody typed: defanged, as one line, cut after `most` UTF-16 units. */
export function typed(text: string, most = 200): Piece {
  const shown = defangText(cut(text, most));
  return piece(shown, escaped(shown));
}
/** Our own closed words, of which the type system only knows that they are text: a kind, a role, a country, a version. */
export function own(text: string): Piece {
  const shown = showText(text);
  return piece(shown, escaped(shown));
}
/** A Matrix id stays whole, since people copy it. */
export const person = (userId: string): Piece => own(cut(userId, 255));
/** An indicator's value: defanged and, in HTML, in fixed width, where no client looks for links. */
export function value(indicator: Indicator, most = 200): Piece {
  const shown = cut(defang(indicator), most);
  return piece(shown, `<code>${escaped(shown)}</code>`);
}
export const strong = (inner: Piece): Piece => piece(inner.text, `<strong>${inner.html}</strong>`);
/** A line to be copied, or with `caret` (UTF-16 units from its start) a mark below it; fixed width. */
export function block(lines: readonly Piece[], caret?: number): Piece {
  const marked = caret === undefined ? lines : [...lines, piece(`${" ".repeat(caret)}^`, `${" ".repeat(caret)}^`)];
  return piece(marked.map(({ text }) => text).join("\n"), `<pre><code>${marked.map(({ html }) => html).join("\n")}</code></pre>`);
}
/** A command to type. */
export function command(prefix: string, line: Piece): Piece {
  const start = own(prefix === "//" ? "/" : prefix);
  return piece(start.text + line.text, `<code>${start.html}${line.html}</code>`);
}

/** Pieces with our own separator between them; empty ones left out. */
export function join(pieces: readonly Piece[], separator: string): Piece {
  const full = pieces.filter(({ text }) => text !== "");
  return piece(full.map(({ text }) => text).join(separator), full.map(({ html }) => html).join(escaped(separator)));
}
/** One below the other. */
export function lines(pieces: readonly Piece[]): Piece {
  const full = pieces.filter(({ text }) => text !== "");
  const html = full.map((one, index) => (index === 0 || one.html.startsWith("<pre>") ? one.html : `<br>${one.html}`));
  return piece(full.map(({ text }) => text).join("\n"), html.join(""));
}
/** A message and what ends it: beside its only line, below several. */
export function withTail(message: Rendered, { text, html }: Piece): Rendered {
  const [between, inHtml] = message.text.includes("\n") ? ["\n", "<br>"] : [" · ", " · "];
  return { text: message.text + between + text, html: message.html + inHtml + html };
}
/** A piece under a head, unless it says the head's words itself. */
export const headed = (head: Piece, below: Piece): Piece => (below.text.includes(head.text) ? below : lines([head, below]));
/** Facts of one record: `IOC-1 logged · ipv4 · …`. */
export const dots = (pieces: readonly Piece[]): Piece => join(pieces, " · ");

/** A command line as somebody typed it: values defanged, persons and options left so that it can be copied and sent. */
export function typedLine(text: string, most = 400): Piece {
  const words = cut(text, most).split(/(\s+)/u);
  const shown = words.map((word) => (/^(?:[a-z]+:)?@[^@]*(?:\|@[^@]*)*$/iu.test(word) ? showText(word) : defangText(word))).join("");
  return piece(shown, escaped(shown));
}

const mostBytes = 20_000;
const bytes = (text: string): number => Buffer.byteLength(text, "utf8");
const size = ({ text, html }: Rendered): number => bytes(text) + bytes(html);

/** As many of `rows` as fit into one message under `head`; for the others the sentence that `more` makes of their number. */
export function paged(head: Piece, rows: readonly Piece[], left: number, more: (count: number) => Piece): Piece {
  const reserve = 600;
  let used = size(head) + reserve;
  const kept: Piece[] = [];
  for (const row of rows) {
    used += size(row) + 5;
    if (used > mostBytes) break;
    kept.push(row);
  }
  const rest = left + rows.length - kept.length;
  return lines([head, ...kept, rest > 0 ? more(rest) : nothing]);
}

/** True for what goes out whole. */
export const fits = (message: Rendered): boolean => size(message) <= mostBytes;
/** What goes out: never more than 20,000 bytes of text and HTML together. */
export function bounded(message: Rendered): Rendered {
  if (fits(message)) return { text: message.text, html: message.html };
  const text = `${message.text.slice(0, 1_500).toWellFormed()}\n… (cut: too long for one message)`;
  return { text, html: escaped(text).replaceAll("\n", "<br>") };
}
