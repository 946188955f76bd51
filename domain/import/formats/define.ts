import type { readJson } from "#domain/import/json.ts";
import type { ImportFormat, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { Kinds } from "#domain/kinds/index.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Result } from "#domain/primitives/result.ts";

/** A file as the formats look at it, one after the other. */
export interface Content extends ReceivedFile {
  /** What its first bytes show. */
  readonly sniffed: "pdf" | "compound" | "text";
  /** Decoded, with line feeds at the ends of lines; empty for what is no text. */
  readonly text: string;
  /** What of its bytes is in no encoding that fits the rest. */
  readonly remark?: Reading["notUnderstood"][number];
  /** What it says as JSON; undefined for what does not begin like it. Read once. */
  json(): ReturnType<typeof readJson> | undefined;
}

/** How a file is to be read. */
export interface Asked {
  readonly wish: ReadingWish;
  readonly kinds: Kinds;
  /** Reads a file that stands in this one; refuses one that lies too deep. */
  readonly inside: (file: ReceivedFile) => Promise<Result<Reading>>;
}

/**
 * All that is known of a format that an import reads: how it is told apart, its reader, and what docs/IMPORT.md says of it.
 * What the document says is labels: a few words each, without a capital and without a full stop.
 */
export interface Format {
  readonly name: ImportFormat;
  /** What people call it. */
  readonly label: string;
  /** What is counted as the line of a value or remark. */
  readonly line: string;
  /** Where values, markings and particulars are found. */
  readonly reads: readonly string[];
  /** What is not taken, and why; each is told in the preview where it occurs, or is what nobody would log. */
  readonly leavesOut: readonly (readonly [what: string, why: string])[];
  /** Its parts say themselves in which encoding they are written, so that nothing is said of the file's. */
  readonly encodes?: true;
  /** Reads a file of this format. Undefined: it is of another one, and the next may look. Fault: it is broken or unclear. */
  read(content: Content, asked: Asked): Promise<Result<Reading> | undefined>;
}

/** Makes a format of its declaration: one file per format, one line in `index.ts`. */
export const defineFormat = (format: Format): Format => format;
