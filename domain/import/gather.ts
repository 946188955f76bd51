import { paps, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { foreignMarking, held } from "#domain/codes/foreign-markings.ts";
import { type Marks, raise, unmark } from "#domain/codes/markings.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { refang } from "#domain/extract/refang/token.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { ImportFormat, ImportRow, Reading } from "#domain/import/reading.ts";
import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import { rewriterOf } from "#domain/kinds/url.ts";
import type { Fault, Result } from "#domain/primitives/result.ts";

/** Most values of one file. */
export const mostRows = 200_000;
/** Most values that are looked at: of a file full of what is none, the rest is only counted. */
const mostTried = mostRows + 50_000;
/** Most lines that are listed as not understood; the last one counts the rest. */
export const mostNotUnderstood = 1000;

/** What a row says beside its value. */
export type Particulars = Omit<ImportRow, "line" | "indicator">;

/** What a reader has found so far. */
export interface Gathering {
  /** Those that values are read as. */
  readonly kinds: Kinds;
  readonly marks: Marks;
  /** Raises them by what a text of the file says of all of it, and gives the text without that; what is not understood is red, and told. */
  mark(text: string): string;
  /** Takes a value once for the same particulars. */
  row(row: ImportRow): void;
  /** Reads a value, as the first of these kinds that it is (absent: as what it shows), and takes it or says why not. */
  value(line: number, typed: string, as: readonly Kind[] | undefined, particulars?: Particulars): boolean;
  unclear(line: number, why: NotTaken): void;
  /** Notes what was taken of `typed`, if that is where a link leads that somebody rewrote. */
  led(line: number, typed: string, to: Indicator): void;
  /** How many values were taken. */
  count(): number;
  /** Everything, each row protected at least as far as the whole file. */
  reading(): Reading;
}

/** Why a value was not taken; what to write instead is no use in a file. */
export function whyNot(fault: Fault): NotTaken {
  if (fault.code === "unreadable") return { code: "unreadable", typed: fault.typed, expected: fault.expected };
  return fault.code === "check-digits" || fault.code === "ambiguous" ? fault : "unread";
}

/** Starts an empty reading of this form. */
export function gathering(format: ImportFormat, kinds: Kinds = known): Gathering {
  const marks: Marks = {};
  const strange = new Set<string>();
  const rows: ImportRow[] = [];
  const known = new Map<string, ImportRow | Set<string>>();
  const notUnderstood: { line: number; why: NotTaken }[] = [];
  let beyond = 0;
  let untold = 0;
  let lastLine = 1;
  let tried = 0;
  const unclear = (line: number, why: NotTaken): void => {
    lastLine = Math.max(lastLine, line);
    if (notUnderstood.length < mostNotUnderstood - 1) notUnderstood.push({ line, why });
    else untold += 1;
  };
  const rewriters = new Map<string, { readonly line: number; readonly count: number }>();
  const led: Gathering["led"] = (line, typed, { kind, value }) => {
    // the address of the service stands before the link
    if (kind !== "url" || typed.length < value.length + 8) return;
    const service = rewriterOf(refang(typed) ?? "");
    const before = rewriters.get(service ?? "");
    if (service !== undefined) rewriters.set(service, { line: before?.line ?? line, count: (before?.count ?? 0) + 1 });
  };
  const row = (one: ImportRow): void => {
    const key = `${one.indicator.kind} ${one.indicator.value}`;
    const before = known.get(key);
    const alike = before === undefined || before instanceof Set ? before : new Set([keyOf(before)]);
    if (alike?.has(keyOf(one))) return;
    lastLine = Math.max(lastLine, one.line);
    if (rows.length === mostRows) {
      beyond += 1;
      return;
    }
    if (alike) known.set(key, alike.add(keyOf(one)));
    // most values stand once: what is said of them is spelled out only when one comes again
    else known.set(key, one);
    rows.push(one);
  };
  const value = (line: number, typed: string, as: readonly Kind[] | undefined, particulars: Particulars = {}): boolean => {
    lastLine = Math.max(lastLine, line);
    tried += 1;
    if (tried > mostTried) {
      beyond += 1;
      return false;
    }
    if (typed.includes("\ufffd")) {
      unclear(line, "broken-characters");
      return false;
    }
    const read = readAs(typed, as, kinds);
    if (read.ok) {
      row({ line, indicator: read.value, ...particulars });
      led(line, typed, read.value);
    } else unclear(line, whyNot(read.fault));
    return read.ok;
  };
  const mark = (text: string): string => {
    const foreign = foreignMarking(text);
    if (foreign !== undefined) {
      if (foreign.tlp === undefined && !strange.has(foreign.words)) unclear(1, { code: "marking", id: "", words: foreign.words });
      strange.add(foreign.words);
      raise(marks, held(foreign));
    }
    return unmark(text, marks);
  };
  const reading = (): Reading => {
    const rest: NotTaken = { code: "rest", unseen: beyond, most: mostRows, untold };
    return {
      format,
      rows: rows.map((one) => protectedBy(one, marks)),
      marking: { ...marks },
      notUnderstood: [
        ...notUnderstood,
        ...[...rewriters].map(([service, { line, count }]) => ({ line, why: { code: "rewritten-links", service, count } as const })),
        ...(beyond + untold === 0 ? [] : [{ line: lastLine, why: rest }]),
      ],
    };
  };
  return { kinds, marks, mark, row, value, unclear, led, count: () => rows.length, reading };
}

/** Reads a value as the first of these kinds that it is; absent: as what it shows. */
export function readAs(typed: string, as: readonly Kind[] | undefined, kinds: Kinds): Result<Indicator> {
  const first = parseIndicator(typed, as?.[0], kinds);
  if (first.ok || as === undefined) return first;
  for (const kind of as.slice(1)) {
    const read = parseIndicator(typed, kind, kinds);
    if (read.ok) return read;
  }
  return first;
}

const keyOf = ({ codes, tags, note, source, seenAt, firstSeenAt }: ImportRow): string =>
  JSON.stringify([codes, tags, note, source, seenAt, firstSeenAt]);

/** A row's own marking protects further than the file's, never less. */
function protectedBy(row: ImportRow, { tlp, pap }: Marks): ImportRow {
  const { codes } = row;
  if (!codes || (!tlp && !pap)) return row;
  const raised: TypedCodes = {
    ...codes,
    ...(codes.tlp && tlp && { tlp: stricter(tlps, codes.tlp, tlp) }),
    ...(codes.pap && pap && { pap: stricter(paps, codes.pap, pap) }),
  };
  return { ...row, codes: raised };
}

/** The markings of one thing as a row's codes. */
export const codesOf = ({ tlp, pap }: Marks): { readonly codes?: TypedCodes } =>
  tlp === undefined && pap === undefined ? {} : { codes: { ...(tlp && { tlp }), ...(pap && { pap }) } };
