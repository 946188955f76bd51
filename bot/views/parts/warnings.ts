import type { LoggedLine } from "#domain/indicators/record.ts";
import type { Warning } from "#domain/indicators/warning.ts";
import { ranges } from "./facts.ts";
import { nothing, type Piece, text, typed } from "./html.ts";

const about = (warning: Warning): Piece => (warning.about === undefined ? nothing : text` ${typed(warning.about)}`);

/** The warning list on which a value was when it was logged, and what follows from it. */
export const warning = ({ warned }: LoggedLine): Piece =>
  warned === undefined ? nothing : text`On the warning list "${typed(warned.list)}": no hits will be raised for it.${about(warned)}`;

/** Of many records those that stand on lists, by list. */
export const warnings = (all: readonly LoggedLine[]): readonly Piece[] =>
  [
    ...Map.groupBy(
      all.filter(({ again }) => !again),
      ({ warned }) => warned?.list,
    ),
  ].flatMap(([list, on]) =>
    list === undefined ? [] : [text`On the warning list "${typed(list)}": no hits will be raised for ${ranges(on.map(({ ref }) => ref))}.`],
  );

/** The warning list on which a record's value stands today. */
export const warningToday = ({ warned }: LoggedLine): Piece =>
  warned === undefined ? nothing : text`On the warning list "${typed(warned.list)}".${about(warned)}`;
