import { Tokenizer } from "htmlparser2";
import { type Address, addressesOf, opened, ownAddress, stylesIn } from "#domain/import/html/addresses.ts";
import { lineCounter, type Numbered, numbered } from "#domain/import/xml/numbered.ts";

/** Elements that stand apart from what is before and behind them. */
const apart: ReadonlySet<string> = new Set(
  "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul".split(
    " ",
  ),
);
/** Those that stand side by side. */
const cells: ReadonlySet<string> = new Set(["td", "th"]);
/** Elements whose content is not shown. */
const hidden: ReadonlySet<string> = new Set(["script", "style"]);
/** Most addresses and UTF-16 units of attributes that are kept. */
const most = { addresses: 200_000, attributes: 100_000 } as const;

/** An address in a page, as a browser would open it. */
export interface Opened extends Address {
  /** The line on which its element ends. */
  readonly line: number;
}
/** What a page shows, and where it leads. Nothing is loaded. */
export interface Page {
  readonly shown: Numbered;
  /** Each once. */
  readonly addresses: readonly Opened[];
  /** What it calls its own address. */
  readonly own: string | undefined;
  /** Links that only lead somewhere from the address of the page, which nobody knows. */
  readonly relative: { readonly count: number; readonly line: number };
}

/** Reads HTML as a page. A tag inside a word parts no word. Linear: the tokenizer keeps no tree. */
export function pageOf(html: string): Page {
  const shown = numbered();
  const lineAt = lineCounter(html);
  const raw: Opened[] = [];
  let [base, own]: (string | undefined)[] = [];
  let [element, attribute, value] = ["", "", ""];
  let attributes = new Map<string, string>();
  const nameAt = (start: number, end: number): string => html.slice(start, end).toLowerCase();
  const keep = (all: readonly Address[], at: number): void => {
    const line = all.length === 0 ? 0 : lineAt(at);
    for (const one of all) if (raw.length < most.addresses) raw.push({ ...one, line });
  };
  const show = (part: string, at: number): void => {
    if (element === "style") keep(stylesIn(part), at);
    if (!hidden.has(element)) shown.add(part, lineAt(at));
  };
  const tag = (name: string, at: number): void => {
    if (apart.has(name)) shown.part();
    else if (name === "br") shown.end();
    else if (cells.has(name)) shown.add("\t", lineAt(at));
  };
  const ended = (at: number): void => {
    if (element === "base") base ??= attributes.get("href");
    own ??= ownAddress(element, attributes);
    keep(addressesOf(element, attributes), at);
  };
  const tokens = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        element = nameAt(start, end);
        attributes = new Map();
        tag(element, start);
      },
      onopentagend: ended,
      onselfclosingtag(end) {
        ended(end);
        element = "";
      },
      onclosetag(start, end) {
        element = "";
        tag(nameAt(start, end), start);
      },
      onattribname(start, end) {
        attribute = nameAt(start, end);
        value = "";
      },
      onattribdata(start, end) {
        if (value.length < most.attributes) value += html.slice(start, end);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        // of two of one name browsers take the first
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      ontext: (start, end) => show(html.slice(start, end), start),
      ontextentity: (code, end) => show(String.fromCodePoint(code), end - 1),
      ...ignored,
    },
  );
  // what begins like a tag and does not end is text: a mail may be cut off anywhere
  const unended = html.indexOf("<", html.lastIndexOf(">") + 1);
  tokens.write(unended === -1 ? html : html.slice(0, unended));
  tokens.end();
  if (unended !== -1) shown.add(html.slice(unended), lineAt(unended));
  return { shown, own, ...resolved(raw, base) };
}

/** Addresses as they open, each once for each way in which it leads. */
function resolved(raw: readonly Opened[], base: string | undefined): Pick<Page, "addresses" | "relative"> {
  const found = new Map<string, Opened>();
  const relative = { count: 0, line: 1 };
  for (const one of raw) {
    const to = opened(one.to, base);
    if (to === undefined) continue;
    if (to !== "relative") {
      const key = `${one.lead} ${to}`;
      if (!found.has(key)) found.set(key, { ...one, to });
    } else if (one.lead === "link" || one.lead === "act") {
      if (relative.count === 0) relative.line = one.line;
      relative.count += 1;
    }
  }
  return { addresses: [...found.values()], relative };
}

const ignore = () => {};
const ignored = {
  oncdata: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onprocessinginstruction: ignore,
};
