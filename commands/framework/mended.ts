import type { Codes } from "#domain/codes/codes.ts";
import type { Failed } from "#domain/primitives/result.ts";
import type { Command } from "./define.ts";
import { guard } from "./guard/guard.ts";
import { type Tokens, tokenize } from "./line/tokenize.ts";
import { type Around, namePeople } from "./name-people.ts";
import { readArgs } from "./parse.ts";

/** What was read, and with what it is to be read again. */
export interface Reading {
  readonly tokens: Tokens;
  readonly after: number;
  /** As typed, at the beginning of line 1. */
  readonly prefix: string;
  readonly own: Codes | undefined;
  readonly around: Around;
  readonly now: Date;
}

/** Longer lines nobody copies from a sentence. */
const longest = 400;
/** What people put around an option, and what glues it to something else. */
const before = /["'“”„«»‹›‘’‚([{<`*_~#\\,;|-]*$/u;
const behind = /^["'“”„«»‹›‘’)\]}>`*_~]*/u;

/**
 * The failure with the command's own line as it should have been typed, where a protection was probably meant: only if that
 * line, read again, is one with which nothing is wrong.
 */
export async function mended(command: Command, failed: Failed, reading: Reading): Promise<Failed> {
  const { fault, at } = failed;
  const { tokens, after, prefix, own, around, now } = reading;
  if (at === undefined || (fault.code !== "unknown-option" && fault.code !== "not-held")) return failed;
  const option = fault.code === "not-held" ? fault.option : fault.suggestion;
  const [first = "", ...below] = tokens.lines;
  if (option === undefined || (fault.code === "unknown-option" && at.line > 0)) return failed;
  const line = at.line > 0 ? `${first.trimEnd()} ${option}` : replaced(first, at, option);
  if (line.length > longest) return failed;
  const again = tokenize([line, ...below].join("\n"), prefix.length);
  const named = await namePeople(command.args, again, after, around);
  const read = named.ok ? readArgs(command.args, named.value, after, now) : named;
  if (!read.ok || guard(command, { tokens: again, after, values: read.value, own })) return failed;
  return { ...failed, fault: { ...fault, line: line.slice(prefix.length).trim() } };
}

/** With blanks around it, in place of what stands there and the marks at its sides. */
function replaced(line: string, { from, to }: { readonly from: number; readonly to: number }, option: string): string {
  const left = line.slice(0, from).replace(before, "").trimEnd();
  const right = line
    .slice(to)
    .replace(behind, "")
    .replace(/^[\s,;|]+/u, "");
  return `${left} ${option}${right === "" ? "" : ` ${right}`}`;
}
