import { handlings, type TypedCodes } from "#domain/codes/codes.ts";
import { protectionsIn } from "#domain/codes/written.ts";

/** A label of a protection that stands without its key, and where. */
export interface BareLabel {
  readonly from: number;
  readonly to: number;
  /** As it should be written: `tlp:red`. */
  readonly option: string;
  readonly codes: TypedCodes;
}
type Meant = Pick<BareLabel, "option" | "codes">;

const strict: Meant = { option: "tlp:amber+strict", codes: { tlp: "amber+strict" } };
/** Those that protect more than a case may ask for. */
const labels: ReadonlyMap<string, Meant> = new Map<string, Meant>([
  ["red", { option: "tlp:red", codes: { tlp: "red" } }],
  ["amber", { option: "tlp:amber", codes: { tlp: "amber" } }],
  ["amber+strict", strict],
  ["amberstrict", strict],
  ["strict", strict],
  ["silent", { option: "share:silent", codes: { share: "silent" } }],
  ["victim", { option: "cat:victim", codes: { category: "victim" } }],
  ["minor", { option: "cat:minor", codes: { category: "minor" } }],
  ...handlings.slice(1).map((code) => [code.toLowerCase(), { option: `h:${code}`, codes: { handling: [code] } }] as const),
]);

/** The label that a word is, whatever marks stand around it. */
export const bareLabel = (word: string): Meant | undefined =>
  labels.get(
    word
      .toLowerCase()
      .replace(/^[^a-z]+|[^a-z\d]+$/gu, "")
      .replace(/^amber(?:[\s_/+-]|and|plus){1,9}strict$/u, "amber+strict")
      // letter by letter
      .replace(/^[a-z](?:[^a-z\d][a-z]){2,}$/u, (spelled) => spelled.replace(/[^a-z]/gu, "")),
  );

/** What is said around a label and says nothing else: "please keep this silent". */
const filler =
  /^(?:is|are|as|at|to|be|set|level|label|marking|marked|mark|treat|keep|make|colou?r|codes?|only|please|pls|plz|thanks|thx|very|all|both|this|these|that|those|it|them|and|or|with|also|now|too|und|et|y|e|en|och|bitte|svp|por|favor)$/iu;
/** What a sentence is made of: a value has more than letters; a year stands in a sentence. */
const plain = /^(?:\p{L}[\p{L}'’-]*|(?:19|20)\d\d)$/u;

/** A word of a line, or what parts words: a clause ends ("soft"), or a value, a cell or a dash stands there ("hard"). */
type Piece =
  | { readonly kind: "soft" | "hard" | "value" | "filler" | "plain" }
  | { readonly kind: "label"; readonly typed: string; readonly label: BareLabel };

/**
 * The labels without key on a folded line of a pasted text, left to right: a word that stands by itself beside values
 * (`198.51.100.7 red`, `- silent: evil.example`) or alone on its line. In a sentence such a word is one of its words. Linear.
 */
export function bareLabelsOn(line: string): readonly BareLabel[] {
  const isAny = piecesOf(line).some(({ kind }) => kind === "label");
  if (!isAny) return [];
  const pieces = piecesOf(withoutKeyed(line));
  const isPlain = ({ kind }: Piece): boolean => kind === "plain";
  if (!pieces.some(({ kind }) => kind === "value")) return pieces.some(isPlain) ? [] : labelsIn(pieces);
  const hasSmall = pieces.some(isPlain) && /\p{Ll}/u.test(line);
  return parted(pieces, (kind) => kind === "hard" || kind === "value").flatMap((group) => {
    if (group.filter(isPlain).length <= 1) return labelsIn(group);
    const clauses = parted(group, (kind) => kind === "soft").filter((clause) => !clause.some(isPlain));
    const shouted = hasSmall ? group.filter((piece) => piece.kind === "label" && /^(?:RED|AMBER|STRICT)$/u.test(piece.typed)) : [];
    return labelsIn([...clauses.flat(), ...shouted]);
  });
}

/** The line with blanks in place of the labels that have their key. */
function withoutKeyed(line: string): string {
  let left = "";
  for (const { from, to, by } of protectionsIn(line))
    if (by === "key") left += line.slice(left.length, Math.max(left.length, from)).padEnd(to - left.length);
  return left + line.slice(left.length);
}

/** Two words of one label are one, and so are several handling codes: one that is cut off would be lost. */
function labelsIn(pieces: readonly Piece[]): readonly BareLabel[] {
  const all = pieces
    .flatMap((piece) => (piece.kind === "label" ? [piece.label] : []))
    .filter(({ option }, index, others) => option !== "tlp:amber" || others[index + 1]?.option !== strict.option);
  const handled = all.filter(({ codes }) => codes.handling !== undefined);
  const [first, last] = [handled[0], handled.at(-1)];
  if (first === undefined || last === undefined || first === last) return all;
  const handling = handlings.filter((code) => handled.some(({ codes }) => codes.handling?.includes(code)));
  const joined: BareLabel = { from: first.from, to: last.to, option: `h:${handling.join("+")}`, codes: { handling } };
  return all.flatMap((one) => (one === first ? [joined] : handled.includes(one) ? [] : [one]));
}

function parted(pieces: readonly Piece[], isEnd: (kind: Piece["kind"]) => boolean): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (isEnd(piece.kind)) groups.push([]);
    else groups.at(-1)?.push(piece);
  }
  return groups;
}

/** A label in square brackets, which else may be those of a disguised value. */
const bracketed = /\[([a-z]{3,6}(?:[+ _-]strict)?|h[1-3])\]/giu;
/** What parts words, and what cells. */
const between = /[^\s,;|(){}<>"“”„«»]+|[,;|(){}<>"“”„«»]|\t|\s[-–—]\s/gu;
function piecesOf(typed: string): readonly Piece[] {
  const line = typed.replace(bracketed, (whole, inner: string) => (bareLabel(inner) ? `(${inner})` : whole));
  const pieces: Piece[] = [];
  for (const { 0: text, index } of line.matchAll(between)) {
    if (/^[|;\t]$/u.test(text) || /^\s/u.test(text)) pieces.push({ kind: "hard" });
    else if (!/[\p{L}\p{N}]/u.test(text)) pieces.push({ kind: "soft" });
    else pieces.push(...wordOf(text, index));
  }
  return pieces;
}

function wordOf(text: string, at: number): readonly Piece[] {
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  // a variable of a rule or of a script
  const meant = text.startsWith("$") ? undefined : bareLabel(bare);
  const end: readonly Piece[] = /[.:!?]$/u.test(text) ? [{ kind: "soft" }] : [];
  if (meant === undefined) return [{ kind: filler.test(bare) ? "filler" : plain.test(bare) ? "plain" : "value" }, ...end];
  const from = at + text.indexOf(bare);
  return [{ kind: "label", typed: bare, label: { ...meant, from, to: from + bare.length } }, ...end];
}
