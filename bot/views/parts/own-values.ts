import type { ImportFacts } from "#domain/import/summary.ts";
import { advised } from "./advice.ts";
import { lines, nothing, type Piece, text, typedLine } from "./html.ts";
import { lineFaults } from "./line-faults.ts";

/** What of a file belongs to the taskforce, and how it is logged all the same. */
export const ownValues = (own: ImportFacts["own"], prefix: string): Piece =>
  own === undefined
    ? nothing
    : lines([
        lineFaults(text`Left out, since their domain belongs to the taskforce (a server of its roster): ${own.total}`, own),
        typedLine(advised("own-domain", prefix)),
      ]);
