/** A token of the STIX patterning language (STIX 2.1, section 9; grammar: OASIS cti-stix2-json-schemas, STIXPattern.g4). */
export type Token =
  | { readonly is: "word"; readonly text: string }
  | { readonly is: "sign"; readonly text: string }
  | { readonly is: "literal"; readonly of: "string" | "number" | "hex" | "binary" | "timestamp"; readonly text: string };

const blank = /(?:\s|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|\/\/[^\r\n]*)+/uy;
const word = /[A-Za-z_][\w-]*/uy;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const quoted = /(?:([hbt])?)'((?:[^'\\]|\\[\s\S])*)'/uy;
const sign = /<=|>=|<>|!=|==|[[\]().,:*=<>]/uy;
const prefixes = { h: "hex", b: "binary", t: "timestamp" } as const;

function match(shape: RegExp, text: string, at: number): RegExpExecArray | undefined {
  shape.lastIndex = at;
  return shape.exec(text) ?? undefined;
}

/** The tokens of a pattern; undefined where something stands in it that is none. Linear. */
export function tokens(pattern: string): readonly Token[] | undefined {
  const found: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const skipped = match(blank, pattern, at);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const literal = match(quoted, pattern, at);
    const other = literal ?? match(word, pattern, at) ?? match(number, pattern, at) ?? match(sign, pattern, at);
    if (!other) return undefined;
    at += other[0].length;
    if (literal) {
      // only these two are escaped (section 9.2); before anything else a backslash is one that nobody doubled
      const prefix = literal[1];
      const of = prefix === "h" || prefix === "b" || prefix === "t" ? prefixes[prefix] : "string";
      found.push({ is: "literal", of, text: (literal[2] ?? "").replace(/\\(['\\])/gu, "$1") });
    } else if (/^[A-Za-z_]/u.test(other[0])) found.push({ is: "word", text: other[0] });
    else if (/\d/u.test(other[0])) found.push({ is: "literal", of: "number", text: other[0] });
    else found.push({ is: "sign", text: other[0] });
  }
  return found;
}
