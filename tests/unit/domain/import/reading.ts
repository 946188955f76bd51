import { readFile } from "#domain/import/index.ts";
import type { Reading } from "#domain/import/reading.ts";
import type { Result } from "#domain/primitives/result.ts";
import { advised } from "../../../../bot/views/parts/advice.ts";
import { notTaken } from "../../../../bot/views/parts/not-taken.ts";

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === "string" ? new TextEncoder().encode(content) : content);

/** Reads a made file. */
export const read = (name: string, content: string | Uint8Array, columns?: readonly string[]): Promise<Result<Reading>> =>
  readFile({ name, sha256: "0".repeat(64), bytes: bytesOf(content) }, columns ? { columns } : {});

/** What a made file holds; a fault fails the test. */
export async function reading(name: string, content: string | Uint8Array, columns?: readonly string[]): Promise<Reading> {
  const result = await read(name, content, columns);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

/** The values of a reading as `line kind value`. */
export const values = ({ rows }: Reading): readonly string[] =>
  rows.map(({ line, indicator }) => `${line} ${indicator.kind} ${indicator.value}`);

/** What was not understood, in the words in which it is told. */
export const told = ({ notUnderstood }: Reading): readonly { readonly line: number; readonly why: string }[] =>
  notUnderstood.map(({ line, why }) => ({ line, why: notTaken(why) }));

/** The advice of the fault that a made file ends in. */
export async function advice(name: string, content: string | Uint8Array, columns?: readonly string[]): Promise<string> {
  const result = await read(name, content, columns);
  return result.ok || result.fault.code !== "unreadable" ? "" : advised(result.fault.write ?? "empty", "/");
}
