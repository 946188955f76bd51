import type { Pap, Tlp, TypedCodes } from "#domain/codes/codes.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Kinds } from "#domain/kinds/index.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Result } from "#domain/primitives/result.ts";

/** The formats that an import reads. */
export type ImportFormat =
  | "text"
  | "csv"
  | "stix"
  | "misp"
  | "json"
  | "eml"
  | "msg"
  | "calendar"
  | "pdf"
  | "html"
  | "openioc"
  | "stix1"
  | "misp-xml"
  | "xml";

/** One value of a file, with what the file says of it. */
export interface ImportRow {
  /**
   * From 1: the line on which it begins; of a bundle the object, of MISP the attribute over the whole file, of a PDF the page,
   * of a mail 1 for its headers, 2 for its text, 3 for what hangs on it.
   */
  readonly line: number;
  readonly indicator: Indicator;
  /** What stands at this very value; it protects further than the whole file's marking, never less. */
  readonly codes?: TypedCodes;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly source?: string;
  /** When it was seen, last where the file says so. */
  readonly seenAt?: Date;
  /** When it was first seen, where the file says both and it is before `seenAt`. */
  readonly firstSeenAt?: Date;
}

/** What stands in a file. */
export interface Reading {
  readonly format: ImportFormat;
  /** Each value once for the same particulars, in the order of the file. */
  readonly rows: readonly ImportRow[];
  /** The strictest marking that holds for the whole file. */
  readonly marking: { readonly tlp?: Tlp; readonly pap?: Pap };
  /** What looked like an indicator and is none, or is of a form that we do not read, with its line. */
  readonly notUnderstood: readonly { readonly line: number; readonly why: NotTaken }[];
}

/** How a person wants a file to be read. */
export interface ReadingWish {
  /** Columns of a CSV file that hold values: header names or numbers from 1. Absent: found by us. */
  readonly columns?: readonly string[];
}

/**
 * Reads a file, whatever it holds, in time linear in its size; nothing in it is fetched, run or expanded beyond bounds. A
 * fault is a sentence: unreadable, encrypted, empty, columns unclear (and which there are).
 */
export type ReadFile = (file: ReceivedFile, wish: ReadingWish, kinds?: Kinds) => Promise<Result<Reading>>;
