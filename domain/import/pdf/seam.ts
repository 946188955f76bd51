import { extract } from "#domain/extract/index.ts";
import type { Kind, Kinds } from "#domain/kinds/index.ts";

/** The end of one line and the beginning of the next. */
export interface Ends {
  /** The last word of the line above, and the first of the line below. */
  readonly tail: string;
  readonly head: string;
  /** Nothing else stands on that line of the cell or column; a label before it does not count. */
  readonly tailAlone: boolean;
  readonly headAlone: boolean;
  /** The line above goes as far to the right as any in its column. */
  readonly full: boolean;
  /** The first word of the line below would not have fitted on the line above. */
  readonly forced: boolean;
}
/** What the reader of the whole document has seen so far. */
export interface Evidence {
  /** Words are parted at line ends by hyphens that are not theirs. */
  hyphenates: boolean;
  /** Words with a full stop in them that stand on one line, and where links lead. */
  readonly whole: Set<string>;
}
/** Whether a line end stands inside a value: joined to this, in doubt between these, or apart. */
export type Seam = { readonly joined: string } | { readonly doubt: readonly string[] } | undefined;

const scheme = /^["'(<[{]{0,3}(?:[a-z][a-z+.-]{1,12}(?:\[?:\]?|:)\/{2}|www(?:\.|\[\.\]))/iu;
const openEnd = /(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|:\/\/|\[:\]\/\/|@|\[@\]|\[at\]|\\|_)$/iu;
const openBeginning = /^(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[@\]|\[at\]|:\/\/|\[:\]\/\/)/iu;
const hyphenEnd = /[-\u00ad\u2010\u2011]$/u;
const network: ReadonlySet<Kind> = new Set<Kind>(["domain", "url", "email", "ipv4", "ipv6", "ipv4-cidr", "ipv6-cidr"]);
const edges = /^["'(<[{“‘«]+|["')>\]}”’».,;:!?]+$/gu;

/** The kind of which a whole word is, apart from the signs around it; undefined where only a part of it is an indicator. */
export function kindOf(word: string, kinds: Kinds): Kind | undefined {
  if (word.length > 2_000) return undefined;
  const bare = word.replace(edges, "");
  const at = word.indexOf(bare);
  return extract(word, kinds).find(({ from, to }) => from <= at && to >= at + bare.length)?.kind;
}

function isNetwork(word: string, kinds: Kinds): boolean {
  const kind = kindOf(word, kinds);
  return kind !== undefined && network.has(kind);
}

/** What a line end between two words is. Only what is certain is joined; what may be one value or two is in doubt. */
export function seamOf(ends: Ends, evidence: Evidence, kinds: Kinds): Seam {
  const { tail, head } = ends;
  if (tail === "" || head === "" || tail.length + head.length > 2_000 || scheme.test(head)) return undefined;
  const joined = tail + head;
  const kind = kindOf(joined, kinds);
  if (hyphenEnd.test(tail)) return hyphenated(ends, evidence, kinds);
  if (kind === undefined) return undefined;
  if (evidence.whole.has(joined)) return { joined };
  if (openEnd.test(tail) || (openBeginning.test(head) && /[\p{L}\d]$/u.test(tail))) return { joined };
  if (kind === "url") return inUrl(ends, kinds);
  if (tail.endsWith(".")) return afterDot(ends, kind, kinds);
  if (/^[.@][\p{L}\d]/u.test(head) && network.has(kind)) return beforeDot(ends, kinds);
  return undefined;
}

/** A hyphen at the end of a line is the name's own, or was put there by the program that broke the line. */
function hyphenated({ tail, head }: Ends, { hyphenates, whole }: Evidence, kinds: Kinds): Seam {
  const put = tail.slice(0, -1) + head;
  // a soft hyphen, and the hyphen of typesetters, are nobody's own
  const kept = `${tail.slice(0, -1)}-${head}`;
  const [asPut, asKept] = [kindOf(put, kinds), kindOf(kept, kinds)];
  if (/[\u00ad]$/u.test(tail)) return asPut === undefined ? undefined : { joined: put };
  if (asKept === undefined || !(network.has(asKept) || /[.\d]/u.test(head))) return undefined;
  if (whole.has(kept) !== whole.has(put)) return { joined: whole.has(kept) ? kept : put };
  if (scheme.test(tail)) return { joined: kept };
  return hyphenates || /\u2010$/u.test(tail) ? { doubt: [kept, put] } : { joined: kept };
}

/** Lines of a URL break behind and before its signs; elsewhere only cells break it. */
function inUrl({ tail, head, headAlone, full, forced }: Ends, kinds: Kinds): Seam {
  if (!scheme.test(tail) && !/[/?=&]/u.test(tail)) return undefined;
  const joined = tail + head;
  const goesOn = /[/?=&%_#]|\.[\p{L}\d]|\d/u.test(head.replace(edges, ""));
  const isOwn = kindOf(head, kinds) !== undefined && !/[/?=&]/u.test(head);
  if (/[.,;!)\]>"']$/u.test(tail) && !tail.endsWith("].")) {
    return tail.endsWith(".") && !isOwn && headAlone && full ? { doubt: [joined] } : undefined;
  }
  if (/[/?=&%_#+:~]$/u.test(tail) || /^[/?=&%_#+~.]/u.test(head)) {
    if (goesOn && (!isOwn || (headAlone && forced && !isNetwork(head, kinds)))) return { joined };
    return headAlone && /^[\p{Ll}\d?=&%_#+~/.-]/u.test(head) ? { doubt: [joined] } : undefined;
  }
  return headAlone && full && !isOwn && /^[\p{Ll}\d]/u.test(head) ? { doubt: [joined] } : undefined;
}

/** Programs break no line behind a full stop inside a word: cells and people do. */
function afterDot({ tail, head, tailAlone, headAlone, full }: Ends, kind: Kind, kinds: Kinds): Seam {
  const joined = tail + head;
  if (!network.has(kind) || !/^[\p{L}\d]/u.test(head)) return undefined;
  const before = tail.slice(0, -1);
  const ended = kindOf(before, kinds) !== undefined || /^\p{Lu}\p{Ll}*$/u.test(before.replace(edges, ""));
  if (/^[\d.]+$/u.test(tail)) return kind.startsWith("ip") ? { joined } : undefined;
  if (ended) return tailAlone && headAlone && full && !head.endsWith(".") ? { doubt: [joined] } : undefined;
  if (tailAlone && headAlone) return { joined };
  const part = /[\p{L}\d][-.\d@][\p{L}\d]/u.test(before);
  return part && full ? { doubt: [joined] } : undefined;
}

function beforeDot({ tail, head, tailAlone, headAlone, full }: Ends, kinds: Kinds): Seam {
  const joined = tail + head;
  // nobody's name begins with a sign and holds a host
  if (/^@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u.test(head) && /[._\d-]/u.test(tail) && /[\p{L}\d]$/u.test(tail)) return { joined };
  if (!/[\p{L}\d]$/u.test(tail)) return undefined;
  if (tailAlone && headAlone && kindOf(tail, kinds) === undefined) return { joined };
  return (tailAlone || headAlone) && full ? { doubt: [joined] } : undefined;
}
