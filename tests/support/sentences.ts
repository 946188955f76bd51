import { parseAst } from "vitest/node";

interface Syntax {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isSyntax = (value: unknown): value is Syntax =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const isNamed = (node: unknown, names: RegExp): boolean => isSyntax(node) && typeof node.name === "string" && names.test(node.name);
/** What is no text for people: types, imports, regular expressions, defects, labels with the values that a kind takes or refuses, and what a format reads or leaves out. */
const isApart = (node: Syntax): boolean =>
  node.type.startsWith("TS")
    ? !/(?:Satisfies|As|NonNull)Expression$/u.test(node.type)
    : node.type === "ImportDeclaration" ||
      node.type === "TaggedTemplateExpression" ||
      (node.type === "NewExpression" && isNamed(node.callee, /Error$/u)) ||
      (node.type === "Property" && isNamed(node.key, /^(?:label|examples|rejects|line|reads|leavesOut)$/u));

/** Every text that a source file writes; what is put into a template stands in it as `…`. */
export function textsIn(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return void value.forEach(visit);
    if (!isSyntax(value) || isApart(value)) return;
    if (value.type === "Literal" && typeof value.value === "string") found.push(value.value);
    if (value.type === "TemplateLiteral" && Array.isArray(value.quasis))
      found.push(value.quasis.map((one: { readonly value: { readonly cooked: string } }) => one.value.cooked).join("…"));
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(parseAst(source, { lang: "ts" }));
  return found;
}

/** Words that join others into a sentence; lists of names and columns have none of them. */
const joining =
  /(?:^|\s)(?:a|an|the|is|are|was|were|be|has|have|had|not|cannot|can|that|which|where|with|without|and|or|of|on|it|its)(?=[\s,;:.]|$)/u;
const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => /\p{L}|…/u.test(word));

/** Four words or more with one that joins them, or a capital, a blank and a full stop; a label such as "an IPv4 address" is none. */
export const isSentence = (text: string): boolean =>
  (words(text).length > 3 && joining.test(text)) || /^\p{Lu}\S*\s(?:.*\s)?\S*[\p{L}\d…][.?!]$/u.test(text.trim());
/** `/ioc add`, `!hit show 7`: one of these nouns with a prefix. */
export const isCommandLine = (text: string, nouns: readonly string[]): boolean =>
  new RegExp(String.raw`(?:^|[\s"'(])[/!](?:${nouns.join("|")})(?![\w/.-])`, "u").test(text);
