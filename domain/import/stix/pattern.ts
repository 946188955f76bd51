import { type Token, tokens } from "#domain/import/stix/tokens.ts";

/** One comparison: `file:hashes.'SHA-256' = '…'`. */
export interface Comparison {
  /** The type of object, then the names of the path without indices: `["network-traffic", "dst_ref", "value"]`. */
  readonly path: readonly string[];
  readonly operator: string;
  readonly negated: boolean;
  /** The constants as text; none for EXISTS. */
  readonly values: readonly string[];
}
/** Comparisons of one observation, joined. */
export type Test = Comparison | { readonly joined: "AND" | "OR"; readonly tests: readonly Test[] };

/** Longest pattern (UTF-16 units) and deepest brackets that we follow. */
const longest = 256 * 1024;
const deepest = 64;

const comparing = new Set(["=", "==", "!=", "<>", "<", ">", "<=", ">=", "IN", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"]);
const literalWords = new Set(["true", "false"]);

/** What is no pattern of this grammar; thrown and caught in this file alone. */
class NotAPattern extends Error {}

interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * The tests of every observation in a pattern, whichever way observations are joined (AND, OR, FOLLOWEDBY) and qualified
 * (WITHIN, REPEATS, START STOP). Undefined for what is no pattern of STIX 2.1, section 9. Linear.
 */
export function readPattern(pattern: string): readonly Test[] | undefined {
  const found = pattern.length > longest ? undefined : tokens(pattern);
  if (found === undefined) return undefined;
  const reading: Reading = { tokens: found, at: 0, depth: 0 };
  const tests: Test[] = [];
  try {
    observations(reading, tests);
    return reading.at === found.length ? tests : undefined;
  } catch (fault) {
    if (fault instanceof NotAPattern) return undefined;
    throw fault;
  }
}

const textAhead = ({ tokens: all, at }: Reading): string | undefined => {
  const token = all[at];
  return token === undefined || token.is === "literal" ? undefined : token.text;
};

function skip(reading: Reading, text: string): boolean {
  if (textAhead(reading) !== text) return false;
  reading.at += 1;
  return true;
}

function expect(reading: Reading, text: string): void {
  if (!skip(reading, text)) throw new NotAPattern();
}

function deeper<T>(reading: Reading, read: () => T): T {
  reading.depth += 1;
  if (reading.depth > deepest) throw new NotAPattern();
  const result = read();
  reading.depth -= 1;
  return result;
}

function observations(reading: Reading, tests: Test[]): void {
  do observation(reading, tests);
  while (skip(reading, "AND") || skip(reading, "OR") || skip(reading, "FOLLOWEDBY"));
}

function observation(reading: Reading, tests: Test[]): void {
  if (skip(reading, "(")) {
    deeper(reading, () => observations(reading, tests));
    expect(reading, ")");
  } else {
    expect(reading, "[");
    tests.push(joined(reading, "OR"));
    expect(reading, "]");
  }
  qualifiers(reading);
}

function qualifiers(reading: Reading): void {
  for (;;) {
    if (skip(reading, "WITHIN")) {
      constant(reading, "number");
      expect(reading, "SECONDS");
    } else if (skip(reading, "REPEATS")) {
      constant(reading, "number");
      expect(reading, "TIMES");
    } else if (skip(reading, "START")) {
      moment(reading);
      expect(reading, "STOP");
      moment(reading);
    } else return;
  }
}

/** STIX 2.0 wrote these moments as plain strings. */
function moment(reading: Reading): void {
  const of = constant(reading);
  if (of !== "timestamp" && of !== "string") throw new NotAPattern();
}

function constant(reading: Reading, wanted?: string): string {
  const token = reading.tokens[reading.at];
  if (token?.is !== "literal" || (wanted !== undefined && token.of !== wanted)) throw new NotAPattern();
  reading.at += 1;
  return token.of;
}

/** AND binds tighter than OR. */
function joined(reading: Reading, by: "AND" | "OR"): Test {
  const part = (): Test => (by === "OR" ? joined(reading, "AND") : test(reading));
  const first = part();
  if (textAhead(reading) !== by) return first;
  const tests = [first];
  while (skip(reading, by)) tests.push(part());
  return { joined: by, tests };
}

function test(reading: Reading): Test {
  if (skip(reading, "(")) {
    const inner = deeper(reading, () => joined(reading, "OR"));
    expect(reading, ")");
    return inner;
  }
  const absent = skip(reading, "NOT");
  if (skip(reading, "EXISTS")) return { path: path(reading), operator: "EXISTS", negated: absent, values: [] };
  if (absent) throw new NotAPattern();
  const at = path(reading);
  const negated = skip(reading, "NOT");
  const operator = textAhead(reading) ?? "";
  if (!comparing.has(operator)) throw new NotAPattern();
  reading.at += 1;
  return { path: at, operator, negated, values: operator === "IN" ? set(reading) : [value(reading)] };
}

function value(reading: Reading): string {
  const token = reading.tokens[reading.at];
  if (token === undefined || token.is === "sign" || (token.is === "word" && !literalWords.has(token.text))) throw new NotAPattern();
  reading.at += 1;
  return token.text;
}

function set(reading: Reading): readonly string[] {
  expect(reading, "(");
  const values: string[] = [];
  if (skip(reading, ")")) return values;
  do values.push(value(reading));
  while (skip(reading, ","));
  expect(reading, ")");
  return values;
}

/** `type:name.'quoted name'[0].name` */
function path(reading: Reading): readonly string[] {
  const names = [name(reading, false)];
  expect(reading, ":");
  names.push(name(reading, true));
  for (;;) {
    if (skip(reading, ".")) names.push(name(reading, true));
    else if (skip(reading, "[")) {
      if (!skip(reading, "*")) constant(reading, "number");
      expect(reading, "]");
    } else return names;
  }
}

function name(reading: Reading, quotedToo: boolean): string {
  const token = reading.tokens[reading.at];
  if (token?.is !== "word" && !(quotedToo && token?.is === "literal" && token.of === "string")) throw new NotAPattern();
  reading.at += 1;
  return token.text;
}
