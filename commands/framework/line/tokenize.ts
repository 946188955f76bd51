import type { Reader } from "#domain/primitives/reader.ts";
import type { At } from "#domain/primitives/result.ts";
import { type Folded, fold } from "#domain/text/fold.ts";
import { extents, pill } from "./extents.ts";
import { isKey, listed, protective, tails } from "./keys.ts";
import { Quotations } from "./quotations.ts";

/** What every piece of a line has: `text` is folded, to be recognised, `raw` is as it was typed, both without quotation marks. */
interface Piece {
  readonly text: string;
  readonly raw: string;
  readonly quoted: boolean;
  readonly at: At;
}
/** A piece of a line. A quoted word is never an option; an option without a value has the text "". */
export type Word = Piece & { readonly kind: "word" };
export type Option = Piece & { readonly kind: "option"; readonly key: string };
export type Token = Word | Option;

export interface Tokens {
  /** As typed. */
  readonly lines: readonly string[];
  /** The pieces of line 1, after the prefix. */
  readonly first: readonly Token[];
  /** The pieces of the lines below, line by line. */
  below(): readonly (readonly Token[])[];
}

/** What a reader reads of a piece. */
export const textFor = ({ reader }: { readonly reader: Pick<Reader<unknown>, "verbatim"> }, { text, raw }: Token): string =>
  reader.verbatim ? raw : text;

const blanks = /\s*/uy;
const option = /([a-z]{1,12})\s{0,3}:(?!\/\/)/iuy;
/** An option that a separator glues to a value: `198.51.100.90,tlp:red`. */
const glued = /[,;|]+\s{0,3}([a-z]{1,12})\s{0,3}:(?!\/\/)/iuy;
const separators = /[,;|]+/uy;
const unbroken = /[^\s,;|]+/uy;
const more = /\s*,\s*/uy;

/** Splits a message whose prefix ends at `from` of line 1. Never fails; lines end as in Unicode (LF, CR LF, CR, LS, PS). Linear. */
export function tokenize(text: string, from: number): Tokens {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  const read = (line: string, index: number, begin: number) => new Scanner(line, index, begin).tokens();
  let below: readonly (readonly Token[])[] | undefined;
  return {
    lines,
    first: read(lines[0] ?? "", 0, from),
    below: () => {
      below ??= lines.slice(1).map((line, index) => read(line, index + 1, 0));
      return below;
    },
  };
}

/** A part of the folded line. */
interface Span {
  readonly begin: number;
  readonly end: number;
  readonly quoted?: boolean;
}

/** Reads the pieces of one folded line; places are told in the line as typed. */
class Scanner {
  readonly #typed: string;
  readonly #index: number;
  readonly #folded: Folded;
  readonly #line: string;
  readonly #quotations: Quotations;
  #at = 0;

  constructor(typed: string, index: number, from: number) {
    this.#typed = typed;
    this.#index = index;
    this.#folded = fold(typed.slice(from), from);
    this.#line = this.#folded.text;
    this.#quotations = new Quotations(this.#line);
  }

  tokens(): readonly Token[] {
    const found: Token[] = [];
    for (this.#take(blanks); this.#at < this.#line.length; this.#take(blanks)) found.push(this.#token());
    return found;
  }

  #token(): Token {
    const from = this.#at;
    const key = this.#key();
    if (key !== undefined) {
      return { kind: "option", key, ...this.#piece(from, this.#value(key)) };
    }
    const span = this.#quoted() ?? (this.#take(pill) ? { begin: from, end: this.#at } : this.#word());
    return { kind: "word", ...this.#piece(from, span) };
  }

  #piece(from: number, { begin, end, quoted = false }: Span): Piece {
    const { from: first, to: last } = this.#folded.place(begin, end);
    return {
      text: this.#line.slice(begin, end),
      raw: this.#typed.slice(first, last),
      quoted,
      at: { line: this.#index, ...this.#folded.place(from, this.#at) },
    };
  }

  #key(): string | undefined {
    const from = this.#at;
    const key = this.#take(option)?.[1]?.toLowerCase();
    if (key !== undefined && isKey(key)) return key;
    this.#at = from;
    return undefined;
  }

  /** A word goes to the next blank, or to the option that is glued to it; the separators between are taken and belong to neither. */
  #word(): Span {
    const begin = this.#at;
    for (let isUrl = false; ; this.#take(separators)) {
      const part = this.#take(unbroken)?.[0] ?? "";
      isUrl ||= part.includes("://");
      const end = this.#at;
      if (!/[,;|]/u.test(this.#line[end] ?? "")) return { begin, end };
      const key = this.#take(glued)?.[1]?.toLowerCase() ?? "";
      this.#at = end;
      // a URL may hold such a thing itself, but no protection
      if (end > begin && isKey(key) && (!isUrl || protective.has(key))) {
        this.#take(separators);
        return { begin, end };
      }
    }
  }

  /** Where the value of an option begins and ends. */
  #value(key: string): Span {
    const after = this.#at;
    this.#take(blanks);
    if (tails.has(key)) return this.#tail();
    if (this.#at > after && this.#nextIsOption()) {
      this.#at = after;
      return { begin: after, end: after };
    }
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const from = this.#at;
    const extent = extents.get(key);
    if (extent === undefined || !this.#take(extent)) this.#list(key);
    return { begin: from, end: from + this.#line.slice(from, this.#at).replace(/[,;|\s]+$/u, "").length };
  }

  /** One word or mention, or several with commas between them. */
  #list(key: string): void {
    do {
      if (!this.#take(pill)) this.#word();
    } while (
      listed.has(key) &&
      (this.#line[this.#at - 1] === "," ? this.#take(blanks) : this.#take(more)) !== undefined &&
      this.#at < this.#line.length &&
      !this.#nextIsOption()
    );
  }

  /** The rest of the line; a quotation ends it only where nothing or another option follows. */
  #tail(): Span {
    const from = this.#at;
    const quoted = this.#quoted();
    if (quoted !== undefined) {
      const end = this.#at;
      this.#take(blanks);
      if (this.#at === this.#line.length || this.#nextIsOption()) {
        this.#at = end;
        return quoted;
      }
    }
    this.#at = this.#line.length;
    return { begin: from, end: from + this.#line.slice(from).trimEnd().length };
  }

  #quoted(): Span | undefined {
    const from = this.#at;
    const end = this.#quotations.endAt(from);
    if (end === undefined) return undefined;
    this.#at = end;
    return { begin: from + 1, end: end - 1, quoted: true };
  }

  #nextIsOption(): boolean {
    const from = this.#at;
    const found = this.#key() !== undefined;
    this.#at = from;
    return found;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#line) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}
