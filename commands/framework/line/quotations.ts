/** What closes a quotation, for the keyboards of all desks; the marks of German and Danish, Swedish and Polish are each other's. */
const closes: ReadonlyMap<string, RegExp> = new Map([
  ['"', /"/gu],
  ["“", /[”"]/gu],
  ["„", /[“”"]/gu],
  ["”", /[”"]/gu],
  ["«", /»/gu],
  ["»", /[«»]/gu],
  ["‹", /›/gu],
  ["›", /[‹›]/gu],
  ["「", /」/gu],
  ["『", /』/gu],
  // the same marks stand inside words: they close only before what is no letter
  ["‘", /’(?![\p{L}\d])/gu],
  ["‚", /[‘’](?![\p{L}\d])/gu],
]);
/** A phone corrects the second of two straight ones. */
const corrected = /”/gu;
/** Those with which no word begins by itself. */
const plain: ReadonlySet<string> = new Set(["‘", "‚", "»", "”"]);

/** Whether an unquoted piece begins a quotation that nothing closes. */
export const opensQuotation = (text: string): boolean => closes.has(text.slice(0, 1)) && !plain.has(text.slice(0, 1));

/** Finds the end of quotations in one line, without asking again for a mark that nothing closes: that would take quadratic time. */
export class Quotations {
  readonly #line: string;
  readonly #open = new Set<string>();

  constructor(line: string) {
    this.#line = line;
  }

  /** Where the quotation that begins at `at` ends, behind its closing mark. */
  endAt(at: number): number | undefined {
    const opening = this.#line[at] ?? "";
    const closing = closes.get(opening);
    if (!closing || this.#open.has(opening)) return undefined;
    for (const one of opening === '"' ? [closing, corrected] : [closing]) {
      one.lastIndex = at + 1;
      if (one.exec(this.#line)) return one.lastIndex;
    }
    this.#open.add(opening);
    return undefined;
  }
}
