import { type Kind, kindOf, kinds } from "#domain/kinds/index.ts";
import type { Expected, Thing } from "#domain/primitives/expected.ts";
import type { Code } from "#domain/primitives/ids.ts";

const things: Readonly<Record<Thing | Code, string>> = {
  "alert-source": "the number of an alert source",
  assignee: "a person or a country",
  "bounded-file": "a file that can be read within bounds of time and memory",
  "case-ref": "the reference of a case",
  columns: "a list of columns",
  "confirm-code": "a code",
  country: "a country",
  date: "a date",
  "date-with-time": "a date with a time",
  evaluation: "an evaluation",
  file: "a file that can be imported",
  handling: "a handling code",
  hash: "a hash",
  indicator: "an indicator",
  invitee: "an officer or a country of this case",
  length: "a length from five minutes to a day",
  person: "a person",
  slot: "the number of a slot",
  slots: "a list of slots",
  table: "a table whose columns are clear",
  tag: "a tag",
  "time-zone": "a time zone",
  uncommented: "read: it stands behind #",
  IOC: "the number of an IOC",
  HIT: "the number of a hit",
  TASK: "the number of a task",
  JOB: "the number of a job",
  ALERT: "the number of an alert",
  MEET: "the number of a meeting",
  IMP: "the number of an import",
};

const isKind = (expected: Expected): expected is Kind => kinds.some((kind) => kind === expected);

/** What reads on after "is not": "an IPv4 address". */
export const labelOf = (expected: Expected): string => (isKind(expected) ? kindOf(expected).label : things[expected]);
