import { decode } from "#domain/import/decode.ts";
import type { Asked, Content } from "#domain/import/formats/define.ts";
import { formats } from "#domain/import/formats/index.ts";
import { readJson } from "#domain/import/json.ts";
import type { ReadFile, Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { sniff } from "#domain/import/sniff.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import type { FileAdvice } from "#domain/primitives/advice.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** Reads a file by what is in it; its name counts only where that leaves several ways. See `ReadFile`. */
export const readFile: ReadFile = (file, wish, kinds = known) => readIn(file, { wish, kinds, inside: (one) => readInside(one, kinds, 1) });

/** How deep a file may lie in others. */
const deepest = 5;
const readInside = async (file: ReceivedFile, kinds: Kinds, depth: number): Promise<Result<Reading>> =>
  depth > deepest ? refuse(file.name, "deep-json") : readIn(file, { wish: {}, kinds, inside: (one) => readInside(one, kinds, depth + 1) });

async function readIn(file: ReceivedFile, asked: Asked): Promise<Result<Reading>> {
  const content = contentOf(file);
  if (typeof content === "string") return refuse(file.name, content);
  for (const { read, encodes } of formats) {
    const found = await read(content, asked);
    if (found !== undefined) return encodes ? found : withRemark(found, content);
  }
  throw new Error("the last format takes every text");
}

function withRemark(read: Result<Reading>, { remark }: Content): Result<Reading> {
  if (!read.ok || remark === undefined) return read;
  return ok({ ...read.value, notUnderstood: [remark, ...read.value.notUnderstood] });
}

/** What the formats are shown of a file, or why it is of none. */
function contentOf(file: ReceivedFile): Content | FileAdvice {
  if (file.bytes.length === 0) return "empty";
  const sniffed = sniff(file.bytes);
  if (typeof sniffed === "object") return sniffed.refused;
  const none = { ...file, sniffed, text: "", json: () => undefined };
  if (sniffed !== "text") return none;
  const decoded = decode(file.bytes);
  if (decoded === undefined) return "no-text";
  if (decoded.text.trim() === "") return "empty";
  // some old programs end lines with a carriage return alone
  const text = decoded.text.includes("\n") ? decoded.text : decoded.text.replaceAll("\r", "\n");
  return { ...none, ...decoded, text, json: once(() => (/^\s*[{[]/u.test(text) ? readJson(text) : undefined)) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
