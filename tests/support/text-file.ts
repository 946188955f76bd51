import { createHash } from "node:crypto";
import { whyNot } from "#domain/import/gather.ts";
import type { ReadFile, Reading } from "#domain/import/reading.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { ok } from "#domain/primitives/result.ts";

/** A file as an officer sends it. */
export function textFile(lines: readonly string[], name = "list.txt"): ReceivedFile {
  const bytes = new TextEncoder().encode(lines.join("\n"));
  return { name, sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
}

/** What a text is as an indicator; it must be one. */
export function indicator(text: string): Indicator {
  const read = parseIndicator(text);
  if (!read.ok) throw new Error(`no indicator: ${text}`);
  return read.value;
}

/** Reads one value of each line; `more` is what the file says of itself and of its values. */
export const lineReader =
  (more: (rows: Reading["rows"]) => Partial<Reading> = () => ({})): ReadFile =>
  async (file) => {
    const read = new TextDecoder()
      .decode(file.bytes)
      .split("\n")
      .map((text, at) => ({ line: at + 1, text, read: parseIndicator(text) }));
    const rows = read.flatMap((one) => (one.read.ok ? [{ line: one.line, indicator: one.read.value }] : []));
    const notUnderstood = read.flatMap((one) => (one.read.ok || one.text === "" ? [] : [{ line: one.line, why: whyNot(one.read.fault) }]));
    return ok({ format: "text", rows, marking: {}, notUnderstood, ...more(rows) });
  };
