import { derived, type Kinds } from "#domain/kinds/index.ts";
import type {
  Address,
  Detection,
  Digest,
  Handle,
  Heading,
  Labelled,
  Named,
  Numbered,
  Opened,
  Page,
  Rooted,
  Run,
  Spot,
  Word,
} from "#domain/kinds/traits/detection.ts";

type Kind = Kinds["all"][number];
/** A kind and one way in which it is found. */
export interface Way<D extends Detection> {
  readonly kind: Kind;
  readonly how: D;
}

/** What the scanner looks for, as the kinds declare it, by what a look at the text gives first. */
export interface Tables {
  /** By a word in lower case. */
  readonly openers: ReadonlyMap<string, readonly Way<Opened | Named | Numbered>[]>;
  /** By the code of a word's first letter: the lengths of openers, and of declared words, as bits. */
  readonly openerLengths: Int32Array;
  readonly wordLengths: Int32Array;
  readonly words: readonly Way<Word>[];
  readonly numbered: readonly Way<Numbered>[];
  /** The beginning of a word that is letters and a number. */
  readonly numberedWord: RegExp;
  /** By length; of two kinds of the same the first is meant. */
  readonly digests: ReadonlyMap<number, Way<Digest>>;
  readonly runs: ReadonlyMap<number, Way<Run>>;
  readonly labelled: readonly Way<Labelled>[];
  /** By first character. */
  readonly addresses: ReadonlyMap<string, readonly Way<Address>[]>;
  readonly spots: Readonly<Record<Spot["at"], readonly Way<Spot>[]>>;
  readonly rooted: Readonly<Record<Rooted["before"], readonly Way<Rooted>[]>>;
  readonly headings: readonly (Way<Heading> & { readonly topic: RegExp })[];
  readonly handles: readonly Way<Handle>[];
  readonly pages: readonly Way<Page>[];
  /** Of rules. */
  readonly rules: readonly Way<Opened>[];
  /** Names of the kinds whose values hold digests that count as well. */
  readonly holdingDigests: ReadonlySet<string>;
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** The lists under their keys. */
function grouped<K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, readonly V[]> {
  const found = new Map<K, V[]>();
  for (const [key, value] of pairs) found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}

/** One of these parts of patterns; what nothing matches where there are none. */
export const either = (parts: readonly string[]): string => (parts.length === 0 ? "(?!)" : parts.join("|"));

/** Bits for lengths by the codes of first characters, of ASCII alone. */
function lengths(pairs: readonly (readonly [first: string, least: number, most: number])[]): Int32Array {
  const found = new Int32Array(128);
  for (const [first, least, most] of pairs)
    for (let length = least; length <= most; length += 1) found[first.charCodeAt(0)] = (found[first.charCodeAt(0)] ?? 0) | (1 << length);
  return found;
}

/** Made once for each list of kinds. */
export const tablesOf = derived(({ all }): Tables => {
  const ways = all.flatMap((kind) => (kind.detect === "only-named" ? [] : kind.detect.map((how) => ({ kind, how }))));
  const of = <A extends Detection["as"]>(as: A): readonly Way<Extract<Detection, { readonly as: A }>>[] =>
    ways.flatMap(({ kind, how }) => (is(how, as) ? [{ kind, how }] : []));
  const openers = grouped(
    [...of("opened"), ...of("named"), ...of("numbered")].flatMap((way) => way.how.words.split(" ").map((word) => [word, way])),
  );
  const addresses = of("address");
  // what begins with anything comes last: the others have checksums
  const firsts = (first: string) => [
    ...addresses.filter(({ how }) => how.first?.includes(first)),
    ...addresses.filter(({ how }) => how.first === undefined),
  ];
  const spots = of("spot");
  const at = (spot: Spot["at"]) => spots.filter(({ how }) => how.at === spot);
  const numbered = of("numbered");
  return {
    openers,
    openerLengths: lengths(
      [...openers.keys()].flatMap((word) => [word, word.toUpperCase()].map((one) => [one, word.length, word.length] as const)),
    ),
    wordLengths: lengths(of("word").flatMap(({ how }) => [...how.first].map((first) => [first, ...how.length] as const))),
    words: of("word"),
    numbered,
    numberedWord: new RegExp(`^(?:${either(numbered.flatMap(({ how }) => how.words.split(" ")))})[-_\\d]`, "iu"),
    digests: new Map(
      of("digest")
        .toReversed()
        .map((way) => [way.how.digits, way]),
    ),
    runs: new Map(
      of("run")
        .toReversed()
        .map((way) => [way.how.length, way]),
    ),
    labelled: of("labelled"),
    addresses: new Map([...new Set(base58 + addresses.map(({ how }) => how.first ?? "").join(""))].map((first) => [first, firsts(first)])),
    spots: {
      plus: at("plus"),
      zeros: at("zeros"),
      sign: at("sign"),
      number: at("number"),
      country: at("country"),
      group: at("group"),
      count: at("count"),
    },
    rooted: {
      "\\": of("rooted").filter(({ how }) => how.before === "\\"),
      ":\\": of("rooted").filter(({ how }) => how.before === ":\\"),
    },
    headings: of("heading").map((way) => ({ ...way, topic: new RegExp(String.raw`\b(?:${way.how.topic})\b`, "i") })),
    handles: of("handle"),
    pages: of("page"),
    rules: of("opened").filter(({ how }) => how.rule),
    holdingDigests: new Set(of("opened").flatMap(({ kind, how }) => (how.holdsDigests ? [kind.name] : []))),
  };
});

const is = <A extends Detection["as"]>(how: Detection, as: A): how is Extract<Detection, { readonly as: A }> => how.as === as;
