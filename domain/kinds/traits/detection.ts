import type { Canonical } from "#domain/kinds/canonical.ts";

/** An indicator in the plain text. */
export interface Hit {
  /** The kind's name. */
  readonly kind: string;
  readonly value: Canonical;
  readonly from: number;
  readonly to: number;
}

/** One pass over one text, as the reader of one kind sees it. */
export interface Scan {
  /** The text with its disguises taken off. */
  readonly text: string;
  /** What stands there as a kind of this reading takes it. */
  written(from: number, to: number, reading: Findable["reading"]): string;
  /** The name of the kind of which a heading says that those under it are, around `place`. */
  topicAt(place: number): string | undefined;
  readonly hits: Hit[];
  /** Up to where the text is taken: no reader looks behind it. */
  taken: number;
  /** Up to where characters of paths go on that are no path unless it begins in a usual folder. */
  noPath: number;
  /** YARA rules that did not end: after a few of them no more are looked for. */
  unended: number;
}

/** What a hit needs of its kind. */
export interface Findable {
  readonly name: string;
  canonicalise(text: string): Canonical | undefined;
  /** What is taken off a value before it is read: every disguise (if left out), brackets around separators, or nothing. */
  readonly reading?: "brackets" | "as-typed";
  /** A value in a text may be longer than 4,096 characters. */
  readonly long?: true;
}

/** Reads a value of the kind that begins at `from`, puts it down, and returns its end; -1 if there is none. In linear time. */
export type Read = (scan: Scan, from: number, kind: Findable) => number;

/** A whole word of at most 31 characters (letters, digits, dots, hyphens, underscores) with a digit in it. */
export interface Word {
  readonly as: "word";
  /** The characters with which it begins, in both cases where both occur. */
  readonly first: string;
  /** Its least and most characters. */
  readonly length: readonly [least: number, most: number];
  readonly shape: RegExp;
}
/** So many hexadecimal digits without a separator. */
export interface Digest {
  readonly as: "digest";
  readonly digits: number;
  /** Also inside something longer, such as the address of a report about a file. */
  readonly inside?: true;
}
/** So many letters and digits without a separator. */
export interface Run {
  readonly as: "run";
  readonly length: number;
}
/** Digits that a word before them makes one of this kind. */
export interface Labelled {
  readonly as: "labelled";
  readonly digits: readonly number[];
  /** The words before, and those behind where there are such; parts of patterns, for any case. */
  readonly label: string;
  readonly behind?: string;
}
/** The address of a currency, by its first character; without one any, and no checksum tells it from other words. */
export interface Address {
  readonly as: "address";
  readonly first?: string;
}
/** What begins with one of these words, lower case with blanks between them, and goes on behind it. */
export interface Opened {
  readonly as: "opened";
  readonly words: string;
  readonly read: Read;
  /** It is a rule, read before anything else of the text: what stands in it and before it is its own. */
  readonly rule?: true;
  /** Digests inside count as well: whoever wrote it notes of which files they are. */
  readonly holdsDigests?: true;
}
/** What stands behind a word that names it, "Jabber: …": group 1 of a sticky pattern that begins with the word. */
export interface Named {
  readonly as: "named";
  readonly words: string;
  readonly shape: RegExp;
}
/** Letters, then a number, perhaps after a blank: a sticky pattern. */
export interface Numbered {
  readonly as: "numbered";
  readonly words: string;
  readonly shape: RegExp;
  /** The value in what was found, or that it is none. */
  value(found: string): string | undefined;
}
/** At a sign or a form of word where few kinds begin. */
export interface Spot {
  readonly as: "spot";
  /**
   * plus: at "+"; zeros: at a word that begins with "00"; sign: at "@" or "#" that no word adjoins; number: at digits and hyphens
   * (4 or more than 12); country: at two letters and two digits (4 or more than 14 characters); group: at four characters and a
   * blank; count: at digits before a colon.
   */
  readonly at: "plus" | "zeros" | "sign" | "number" | "country" | "group" | "count";
  readonly read: Read;
}
/** At a word before a backslash, or before a colon and a backslash. */
export interface Rooted {
  readonly as: "rooted";
  readonly before: "\\" | ":\\";
  readonly word: RegExp;
  readonly read: Read;
}
/** What a heading says of the list below it; part of a pattern for any case. */
export interface Heading {
  readonly as: "heading";
  readonly topic: string;
  /** Each line of the list is a value, whatever it looks like. */
  readonly lists?: true;
}
/** A name behind an at sign, if this stands before it on the line; without it the platform is unknown. */
export interface Handle {
  readonly as: "handle";
  readonly before?: RegExp;
}
/** A page on a site, whose URL is the value, or has it as group 1 of `part`. */
export interface Page {
  readonly as: "page";
  readonly site: RegExp;
  readonly part?: RegExp;
  value?(part: string): string;
}
/** By a grammar of `domain/extract/detectors/` that decides between several kinds by what stands around. */
export interface Grammar {
  readonly as: "grammar";
  readonly of: "hosts" | "colons" | "mail" | "paths" | "urls" | "wallets";
}

/** One way in which a kind is found in running text. */
export type Detection =
  | Word
  | Digest
  | Run
  | Labelled
  | Address
  | Opened
  | Named
  | Numbered
  | Spot
  | Rooted
  | Heading
  | Handle
  | Page
  | Grammar;

/** How a kind is found in running text: in at least one way, or only where it is named by `type:` or by a file. */
export type Detect = readonly [Detection, ...Detection[]] | "only-named";

/** Decided between several kinds. */
export const grammar = (of: Grammar["of"]): Grammar => ({ as: "grammar", of });
