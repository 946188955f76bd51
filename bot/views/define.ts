import type { Notice } from "#domain/notice.ts";

/** One message, both forms from one tree. */
export interface Message {
  readonly text: string;
  readonly html: string;
}
/** What a view may know beside the notice. */
export interface Context {
  /** The prefix that the officer used, `/`, `!` or `//` (shown as `/`). */
  readonly prefix: string;
  /** Six words of the fingerprint of the person the notice names, where known. */
  readonly fingerprint?: readonly string[];
}
/** One view per notice of a family: a new thing to say without a view does not compile. */
export type Views<F extends Notice> = {
  readonly [S in F["say"]]: (notice: Extract<F, { readonly say: S }>, context: Context) => Message;
};
