import { extract, type Found } from "#domain/extract/index.ts";
import { cut, portion } from "#domain/extract/portions.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** What `extract` finds in a text that comes in pieces of any length; positions count from the beginning of the whole. */
export async function* extractFrom(pieces: AsyncIterable<string> | Iterable<string>, kinds?: Kinds): AsyncGenerator<Found> {
  let held = "";
  let offset = 0;
  const shifted = (found: readonly Found[]): readonly Found[] =>
    offset === 0 ? found : found.map((one) => ({ ...one, from: one.from + offset, to: one.to + offset }));
  for await (const piece of pieces) {
    held += piece;
    while (held.length > portion) {
      const end = cut(held, 0);
      yield* shifted(extract(held.slice(0, end), kinds));
      offset += end;
      held = held.slice(end);
    }
  }
  yield* shifted(extract(held, kinds));
}
