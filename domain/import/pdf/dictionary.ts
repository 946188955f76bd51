/** What an object of a PDF is, as far as it was looked at. */
export interface ObjectHead {
  /**
   * A stream: where its bytes begin, and what its dictionary says of it; "hidden" for what nobody writes who has nothing to hide:
   * a dictionary that is too long or too deep, or a stream inside another object.
   */
  readonly stream?: Stream | "hidden";
  /** Characters that were read for that. */
  readonly read: number;
}
export interface Stream {
  readonly from: number;
  /** Its own keys with the tokens of their values: names with a slash and without escapes, `()` for any string. */
  readonly entries: Entries;
}
type Entries = ReadonlyMap<string, readonly string[]>;

/** Longest and deepest dictionary of a stream that is read. */
const longest = 16 * 1024;
const deepest = 20;

const blanks = /[\0\t\n\f\r ]*/uy;
const remark = /%[^\r\n]*/uy;
const name = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/uy;
const word = /[^\0\t\n\f\r ()<>[\]{}/%]+/uy;
const hexString = /<[^>]*>?/uy;
const restOfLine = /[^\r\n]*(?:\r\n|[\r\n])/uy;

/** Reads tokens as PDF has them (ISO 32000-1, 7.2 and 7.3), one after the other. */
class Tokens {
  readonly #text: string;
  at: number;
  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  next(): string | undefined {
    do this.#take(blanks);
    while (this.#take(remark) !== undefined);
    const sign = this.#text.slice(this.at, this.at + 2);
    if (sign === "") return undefined;
    if (sign === "<<" || sign === ">>") {
      this.at += 2;
      return sign;
    }
    if (sign[0] === "(") return this.#string();
    if (this.#take(hexString) !== undefined) return "()";
    const found = this.#take(name);
    if (found !== undefined) return found.replace(/#([\da-f]{2})/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    const other = this.#take(word);
    if (other !== undefined) return other;
    this.at += 1;
    return sign[0];
  }

  /** To the first byte of a stream's data, behind the line on which it is said that there is one. */
  nextLine(): void {
    if (this.#take(restOfLine) === undefined) this.at = this.#text.length;
  }

  #string(): string {
    let depth = 0;
    do {
      const sign = this.#text[this.at];
      if (sign === undefined) break;
      if (sign === "\\") this.at += 1;
      else if (sign === "(") depth += 1;
      else if (sign === ")") depth -= 1;
      this.at += 1;
    } while (depth > 0);
    return "()";
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

/** Thrown and caught in this file alone. */
class Hidden extends Error {}

/** What begins behind the word `obj`, read as PDF.js reads it, which is more than the standard allows: a value may be a closing sign. */
export function objectAt(text: string, from: number): ObjectHead {
  const tokens = new Tokens(text.slice(0, from + longest), from);
  try {
    if (tokens.next() !== "<<") return { read: tokens.at - from };
    const entries = dictionary(tokens, 1);
    const isStream = tokens.next()?.startsWith("stream") === true;
    if (isStream) tokens.nextLine();
    if (tokens.at >= from + longest) throw new Hidden();
    return { ...(isStream && { stream: { from: tokens.at, entries } }), read: tokens.at - from };
  } catch (fault) {
    if (!(fault instanceof Hidden)) throw fault;
    return { stream: "hidden", read: longest };
  }
}

function dictionary(tokens: Tokens, depth: number): Entries {
  const entries = new Map<string, readonly string[]>();
  for (let key = tokens.next(); key !== ">>"; key = tokens.next()) {
    if (key === undefined) throw new Hidden();
    if (!key.startsWith("/")) continue;
    // of two that are called the same, each program takes the one that it likes
    entries.set(key, [...value(tokens, tokens.next(), depth), ...(entries.get(key) ?? [])]);
  }
  return entries;
}

/** The tokens of a value that begins with this one. */
function value(tokens: Tokens, first: string | undefined, depth: number): readonly string[] {
  // a picture in place of a value may hold anything
  if (first === undefined || first === "BI" || depth > deepest) throw new Hidden();
  if (first === "<<") {
    dictionary(tokens, depth + 1);
    const { at } = tokens;
    if (tokens.next()?.startsWith("stream")) throw new Hidden();
    tokens.at = at;
    return ["<<"];
  }
  if (first !== "[") return [first];
  const found: string[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) found.push(...value(tokens, token, depth + 1));
  return found;
}
