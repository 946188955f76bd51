import type { At } from "#domain/primitives/result.ts";
import { dated, isKey, listed, tails } from "./keys.ts";

/** A piece of line 1. A quoted word is never an option; an option without a value has the text "". */
export type Token =
  | { readonly kind: "word"; readonly text: string; readonly quoted: boolean; readonly at: At }
  | { readonly kind: "option"; readonly key: string; readonly text: string; readonly at: At };

export interface Tokens {
  readonly lines: readonly string[];
  /** The pieces of line 1, after the prefix. */
  readonly first: readonly Token[];
}

/** What closes a quotation, for the keyboards of all desks. */
const closes: Readonly<Record<string, RegExp>> = { '"': /"/gu, "“": /[”"]/gu, "„": /[“”"]/gu, "«": /»/gu };
const blanks = /\s*/uy;
const option = /([a-z]+):(?!\/\/)/iuy;
const timeOfDay = /\s+(\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:\d\d))?)(?=[\s,;]|$)/iuy;
const moment = String.raw`(?:\d{4}-\d\d-\d\d|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)(?:T|\s+)\d{1,2}:\d\d[^\s,;]*(?:\s(?:Z|UTC|GMT)(?=[\s,;]|$))?`;
/** Several dates with their times, which belong together without quotation marks: what is left over would become part of a title. */
const moments = new RegExp(`${moment}(?:[\\s,;]+${moment})*[,;]?`, "iuy");
/** A mention as some clients write it into the plain body: a Markdown link, whose text may hold blanks. */
const pill = /\[[^\]\n]{0,200}\]\(https:\/\/matrix\.to\/#\/[^)\s]{1,600}\)/iuy;
const word = /\S+/uy;

/** Splits a message whose prefix ends at `from` of line 1. Never fails; lines end as in Unicode (LF, CR LF, CR, LS, PS). */
export function tokenize(text: string, from: number): Tokens {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  return { lines, first: new Scanner(lines[0] ?? "", from).tokens() };
}

/** Whether an unquoted piece begins a quotation that nothing closes. */
export const opensQuotation = (text: string): boolean => text.slice(0, 1) in closes;

class Scanner {
  readonly #line: string;
  #at: number;
  /** Quotation marks that nothing closes any more: asking again for each would take quadratic time. */
  readonly #open = new Set<string>();

  constructor(line: string, from: number) {
    this.#line = line;
    this.#at = from;
  }

  tokens(): readonly Token[] {
    const found: Token[] = [];
    for (this.#take(blanks); this.#at < this.#line.length; this.#take(blanks)) found.push(this.#token());
    return found;
  }

  #token(): Token {
    const from = this.#at;
    const key = this.#key();
    if (key !== undefined) return { kind: "option", key, text: this.#value(key), at: this.#since(from) };
    const quoted = this.#quoted();
    const text = quoted ?? this.#take(pill)?.[0] ?? this.#take(word)?.[0] ?? "";
    return { kind: "word", text, quoted: quoted !== undefined, at: this.#since(from) };
  }

  #key(): string | undefined {
    const from = this.#at;
    const key = this.#take(option)?.[1]?.toLowerCase();
    if (key !== undefined && isKey(key)) return key;
    this.#at = from;
    return undefined;
  }

  #value(key: string): string {
    const after = this.#at;
    this.#take(blanks);
    if (tails.has(key)) return this.#tail();
    if (this.#at > after && this.#nextIsOption()) {
      this.#at = after;
      return "";
    }
    const whole = this.#quoted() ?? (key === "slots" ? this.#take(moments)?.[0].replace(/[,;]$/u, "") : undefined) ?? this.#take(pill)?.[0];
    if (whole !== undefined) return whole;
    let text = this.#take(word)?.[0] ?? "";
    if (dated.has(key) && !text.includes(":")) {
      const time = this.#take(timeOfDay)?.[1];
      if (time !== undefined) text += ` ${time}`;
    }
    while (listed.has(key) && text.endsWith(",")) {
      this.#take(blanks);
      const next = this.#nextIsOption() ? undefined : this.#take(word)?.[0];
      if (next === undefined) break;
      text += next;
    }
    return text.replace(/[,;]+$/u, "");
  }

  /** The rest of the line; a quotation ends it only where nothing or another option follows. */
  #tail(): string {
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
    return this.#line.slice(from).trim();
  }

  #quoted(): string | undefined {
    const opening = this.#line[this.#at] ?? "";
    const closing = closes[opening];
    if (!closing || this.#open.has(opening)) return undefined;
    closing.lastIndex = this.#at + 1;
    const end = closing.exec(this.#line)?.index;
    if (end === undefined) {
      this.#open.add(opening);
      return undefined;
    }
    const text = this.#line.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
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

  #since(from: number): At {
    return { line: 0, from, to: this.#at };
  }
}
