import { derived, type Kind, type Kinds } from "#domain/kinds/index.ts";
import type { Names } from "#domain/kinds/traits/names.ts";

const listOf = (words: string | undefined): readonly string[] => words?.split(" ").filter((word) => word !== "") ?? [];

/** The kinds by the words of one sort that others use for them: first those whose own word it is, then those that stand there as well. */
export function kindsByWord(
  { all }: Kinds,
  sort: "types" | "headers",
  own: (kind: Kinds["all"][number]) => readonly string[] = () => [],
): ReadonlyMap<string, readonly Kind[]> {
  const found = new Map<string, Kind[]>();
  const add = (word: string, kind: Kind) => {
    const before = found.get(word) ?? [];
    if (!before.includes(kind)) found.set(word, [...before, kind]);
  };
  const wordsOf = (names: Pick<Names, "types" | "headers"> | undefined) => listOf(names?.[sort]);
  for (const kind of all) for (const word of [...own(kind), ...wordsOf(kind.names)]) add(word, kind.name);
  for (const { name, names } of all) for (const word of wordsOf(names.elsewhere)) add(word, name);
  return found;
}

const folded = (word: string | undefined): string => word?.slice(0, 60).trim().toLowerCase().replace(/[\s_]/gu, "-") ?? "";

const byType = derived((kinds) => kindsByWord(kinds, "types", ({ name, misp }) => (misp.tells ? [name, misp.type.toLowerCase()] : [name])));

/** The kinds that a type's name stands for, in any case and with blanks or underscores for dashes; undefined if nobody uses it so. */
export const kindsNamed = (type: string, kinds?: Kinds): readonly Kind[] | undefined => byType(kinds).get(folded(type));

/** Rules of MISP, not of kinds: its types of two values with a bar between them; the second kind is absent for what is no indicator (a port, the data of a key). */
const pairs: ReadonlyMap<string, readonly [first: string, second: string | undefined]> = new Map([
  ["domain|ip", ["domain", "ip"]],
  ["hostname|port", ["hostname", undefined]],
  ["ip-src|port", ["ip", undefined]],
  ["ip-dst|port", ["ip", undefined]],
  ["regkey|value", ["regkey", undefined]],
  ["malware-sample", ["filename", "md5"]],
]);

/** The parts of a composite type and value (`filename|sha256`); undefined for a plain type. */
export function parts(type: string, value: string): readonly (readonly [type: string, value: string])[] | undefined {
  const lower = type.slice(0, 60).trim().toLowerCase();
  const [first, second] = pairs.get(lower) ?? (lower.startsWith("filename|") ? ["filename", lower.slice(9)] : []);
  if (first === undefined) return undefined;
  // a file's name holds no bar before its hash; the data of a registry key may
  const bar = second === undefined ? value.indexOf("|") : value.lastIndexOf("|");
  if (bar === -1) return [[first, value]];
  return [[first, value.slice(0, bar)], ...(second === undefined ? [] : [[second, value.slice(bar + 1)] as const])];
}

/** How MISP files a value: its type, and the name of the object that it is of, with its part in that where they are told. */
interface Filed {
  readonly type: string;
  readonly relation: string | undefined;
  readonly object: string | undefined;
}
/** Whether a value is whom a mail or an attack went to: victims and colleagues. A mail's sender has other types and parts. */
export function isRecipient({ type, relation, object }: Filed): boolean {
  const [is, of] = [folded(type), folded(object)];
  if (/^(?:e-?mail-(?:dst|to|cc|bcc|recipients?)|recipients?|target)(?:-|$)/u.test(is)) return true;
  // what a search for attributes finds names the part, and no object
  const isOfMail = of === "email" || (of === "" && /^e-?mail/u.test(is));
  return isOfMail && /^(?:to|cc|bcc)(?:-|$)/u.test(folded(relation));
}

/** Types of MISP that hold no indicator although a kind of ours or a table's column goes by that name: links are reports about it. */
const context = new Set(["text", "link", "comment", "other", "attachment", "handle", "uri"]);
/** Whether a type says something about indicators instead of holding one, wherever MISP writes it. */
export const isContext = (type: string): boolean => context.has(type.trim().toLowerCase());
