import type { Codes, Pap, Tlp } from "#domain/codes/codes.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { ImportFormat } from "#domain/import/reading.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Kind } from "#domain/kinds/index.ts";
import type { Ref } from "#domain/primitives/ids.ts";
import type { Span } from "#domain/primitives/ref.ts";

/** What stands in a file that is to be imported, without any of its values. */
export interface ImportFacts {
  /** As its sender named it. */
  readonly name: string;
  /** Of its readable bytes, lower-case hex. */
  readonly sha256: string;
  readonly format: ImportFormat;
  /** How many values, each counted once. */
  readonly values: number;
  /** Most frequent first. */
  readonly kinds: readonly Counted<"kind", Kind>[];
  /** Values that no other case will hear of, by the list on which they stand. */
  readonly warned: readonly Counted<"list", string>[];
  /** The codes that the values get, most frequent first; the rest of many is only counted. */
  readonly grades: readonly Counted<"codes", Codes>[];
  readonly moreGrades: number;
  /** What the file says of itself. */
  readonly marking: { readonly tlp?: Tlp; readonly pap?: Pap };
  /** A marking in the file was stricter than what was typed, which holds. */
  readonly lowered: boolean;
  readonly notUnderstood: { readonly first: readonly LineFault[]; readonly total: number };
  /** Values at the taskforce's own domains, which are left out; absent: none. */
  readonly own?: { readonly first: readonly LineFault[]; readonly total: number };
}
/** Some values of one kind, in the order of the file, and how many more of it there are. */
export interface ShownKind {
  readonly kind: Kind;
  readonly values: readonly Indicator[];
  readonly more: number;
}
/** Why a line of a file gave nothing. */
export interface LineFault {
  readonly line: number;
  readonly why: NotTaken;
}
/** How far an import is. */
export interface ImportLine {
  readonly ref: Ref<"IMP">;
  readonly name: string;
  readonly state: "running" | "done" | "cancelled";
  readonly total: number;
  /** Of these so many were dealt with. */
  readonly done: number;
  /** Numbers of the records that it made. */
  readonly logged: readonly Span[];
  /** Values that the case held already; `raised`: of these so many got stricter codes. */
  readonly again: number;
  readonly raised: number;
  readonly warned: readonly Counted<"list", string>[];
  readonly failed: { readonly first: readonly LineFault[]; readonly total: number };
  /** Values that could not be logged at all, together with their neighbours, and the lines between which they stand. */
  readonly givenUp?: { readonly values: number; readonly lines: readonly Span[] };
}
export type Counted<K extends string, T> = {
  readonly [P in K]: T;
} & { readonly count: number };
