import type { Kind } from "#domain/kinds/index.ts";
import type { Code } from "#domain/primitives/ids.ts";

/** What something typed is not: an indicator of a kind, the number of a record, or one of these; the view has the words. */
export type Expected = Kind | Code | Thing;

export type Thing =
  | "alert-source"
  | "assignee"
  | "bounded-file"
  | "case-ref"
  | "columns"
  | "confirm-code"
  | "country"
  | "date"
  | "date-with-time"
  | "evaluation"
  | "file"
  | "handling"
  | "hash"
  | "indicator"
  | "invitee"
  | "length"
  | "person"
  | "slot"
  | "slots"
  | "table"
  | "tag"
  | "time-zone"
  /** It would be read but for the # before it. */
  | "uncommented";
