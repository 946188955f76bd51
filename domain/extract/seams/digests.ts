import type { Edit } from "#domain/extract/refang/edit.ts";
import { headOf, type Line, lineAt } from "#domain/extract/seams/lines.ts";

/** Lengths of digests in hexadecimal digits: MD5, SHA-1, SHA-256, SHA-512. */
export const lengths: ReadonlySet<number> = new Set([32, 40, 64, 128]);
/** Most lines of one. */
const mostLines = 24;
/** Whether a word is a whole digest. */
export const isDigest = (word: string): boolean => lengths.has(word.length) && /^[\da-f]+$/iu.test(word);

const hexTail = /(?:^|[^\da-zA-Z])([\da-f]{8,127}|[\dA-F]{8,127})$/u;
/** A piece of one at the beginning of a line. */
export const hexHead = /^[\da-f]{4,128}(?![\da-z])/iu;
const called = /(?:(sha-?512)|(sha-?256)|(sha-?1|sha)|(md-?5))(?![\da-z])[^\n]{0,24}(?:\n\s{0,8})?$/iu;

/** What digits below each other are: a digest in pieces, in doubt, or whole ones. */
export interface Broken {
  readonly seam: "join" | "hash" | undefined;
  readonly edits: readonly Edit[];
  readonly pieces: readonly string[];
  readonly to: number;
}
/** Digits of one digest that stand below each other, from the end of a line on; undefined for what is none. */
export function digestAt(text: string, line: Line, tail: string): Broken | undefined {
  const first = hexTail.exec(tail)?.[1];
  if (first === undefined) return undefined;
  const pieces = [first];
  const edits: Edit[] = [];
  let total = first.length;
  let to = line.to;
  const fitting: number[] = [];
  while (pieces.length < mostLines && total <= 128) {
    const next = text.indexOf("\n", to);
    if (next < 0) break;
    const below = lineAt(text, next + 1);
    const piece = hexHead.exec(headOf(text, below))?.[0];
    if (piece === undefined || !isLike(first, piece)) break;
    pieces.push(piece);
    edits.push({ from: to, to: below.from, put: "" });
    total += piece.length;
    to = below.from + piece.length;
    if (lengths.has(total)) fitting.push(pieces.length);
    if (to !== below.to) break;
  }
  if (pieces.length === 1) return undefined;
  const name = called.exec(text.slice(Math.max(0, line.to - first.length - 80), line.to - first.length));
  const wanted = name === null ? undefined : name[1] ? 128 : name[2] ? 64 : name[3] ? 40 : 32;
  const named = fitting.find((count) => sum(pieces, count) === wanted);
  // whole ones below each other are a list, unless their name says that they are halves
  const isList = pieces.every((piece) => lengths.has(piece.length));
  if (isList)
    return named !== undefined && named === pieces.length && wanted !== first.length
      ? of(named, "join")
      : { seam: undefined, edits: [], pieces, to };
  const count = named ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (count !== undefined && (named !== undefined || !lengths.has(first.length))) return of(count, "join");
  // much longer than any digest: bytes of a file
  const isNone = fitting.length === 0 && (first.length < 20 || lengths.has(first.length) || total > 128);
  return isNone ? undefined : { seam: "hash", edits: [], pieces, to };

  function of(count: number, seam: "join"): Broken {
    const kept = edits.slice(0, count - 1);
    const lastFrom = kept.at(-1)?.to ?? to;
    return { seam, edits: kept, pieces: pieces.slice(0, count), to: lastFrom + (pieces[count - 1]?.length ?? 0) };
  }
}
const sum = (pieces: readonly string[], count: number): number => pieces.slice(0, count).reduce((all, piece) => all + piece.length, 0);
/** Whether both are in small letters, or both in capitals. */
const isLike = (one: string, other: string): boolean => !(/[a-f]/u.test(one + other) && /[A-F]/u.test(one + other));
