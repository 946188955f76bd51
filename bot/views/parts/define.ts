import type { Notice } from "#domain/notices/index.ts";
import type { CaseRef } from "#domain/primitives/ids.ts";

/** A file to be sent encrypted. */
export interface RenderedFile {
  readonly name: string;
  readonly mimetype: string;
  readonly content: Uint8Array;
}
/** One message, both forms from one tree. With a file it is that file, and `text` is its name. */
export interface Rendered {
  readonly text: string;
  readonly html: string;
  readonly file?: RenderedFile;
}
/** What a view may know beside the notice. */
export interface Context {
  /** The prefix that the officer used, `/`, `!` or `//` (shown as `/`). */
  readonly prefix: string;
  /** Six words of the fingerprint of the person the notice names, where known. */
  readonly fingerprint?: readonly string[];
  /** The case that the message must name, where the room does not tell. */
  readonly named?: CaseRef;
}
/** One view per notice of a family: a new thing to say without a view does not compile. */
export type Views<F extends Notice> = {
  readonly [S in F["type"]]: (notice: Extract<F, { readonly type: S }>, context: Context) => Rendered;
};
