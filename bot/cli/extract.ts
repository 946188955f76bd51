// `npm run extract`: the indicators in files or in what comes in, without the bot and without any server.
import { createReadStream } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { indicatorsIn } from "#domain/extract/index.ts";
import { extractFrom } from "#domain/extract/stream.ts";
import type { Kind } from "#domain/kinds/index.ts";

const usage = `Usage: npm run extract -- [FILE…]
       npm run extract -- --jsonl

Prints the indicators in the files, or in what comes in, one on a line: kind, tab, value as it was before it was defanged.
Each is printed once.

  --jsonl   reads lines {"id":…,"text":"…"} and answers each with {"id":…,"found":[{"type":"…","value":"…"}]}
  --help    prints this
`;

const out = (text: string) => new Promise<void>((done, failed) => process.stdout.write(text, (error) => (error ? failed(error) : done())));
const err = (line: string) => process.stderr.write(`${line}\n`);

/** Prints what is in the pieces, each value once. */
async function list(pieces: AsyncIterable<string>, seen: Set<string>): Promise<void> {
  for await (const { kind, value } of extractFrom(pieces)) {
    const line = `${kind}\t${value.replaceAll(/\s+/gu, " ")}`;
    if (seen.has(line)) continue;
    seen.add(line);
    await out(`${line}\n`);
  }
}

async function listFiles(files: readonly string[]): Promise<number> {
  const seen = new Set<string>();
  let code = 0;
  if (files.length === 0) await list(process.stdin.setEncoding("utf8"), seen);
  for (const file of files) {
    try {
      await list(createReadStream(file, "utf8"), seen);
    } catch (error) {
      if (!isFileFault(error)) throw error;
      err(`${file}: cannot be read (${error.code}).`);
      code = 1;
    }
  }
  return code;
}

const isFileFault = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code !== "EPIPE" && "syscall" in error;

/** The answer to one line: each value once, in the order of the text; undefined if the line asks nothing that can be read. */
function answer(line: string): string | undefined {
  const asked = readLine(line);
  if (asked === undefined) return undefined;
  const seen = new Map<Kind, Set<string>>();
  const found: { readonly type: Kind; readonly value: string }[] = [];
  for (const { kind, value } of indicatorsIn(asked.text)) {
    const values = seen.get(kind) ?? new Set();
    if (values.size === 0) seen.set(kind, values);
    if (values.has(value)) continue;
    values.add(value);
    found.push({ type: kind, value });
  }
  return `${JSON.stringify({ id: asked.id, found })}\n`;
}

/** The lines of what comes in pieces. Only a line feed ends one: JSON's texts may hold every other separator of lines as it is. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  const held: string[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", from)) {
      held.push(piece.slice(from, end));
      yield held.splice(0).join("");
      from = end + 1;
    }
    held.push(piece.slice(from));
  }
  yield held.join("");
}

/** One answer for each line, before the next is read. */
async function answerLines(): Promise<number> {
  let code = 0;
  let number = 0;
  for await (const line of linesOf(process.stdin.setEncoding("utf8"))) {
    number += 1;
    if (line.trim() === "") continue;
    const answered = answer(line);
    if (answered !== undefined) await out(answered);
    else {
      err(`line ${number}: not a line {"id":…,"text":"…"}.`);
      code = 1;
    }
  }
  return code;
}

function readLine(line: string): { readonly id: unknown; readonly text: string } | undefined {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read !== "object" || read === null || !("id" in read) || !("text" in read)) return undefined;
    return typeof read.text === "string" ? { id: read.id, text: read.text } : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the program with its arguments; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const end = args.indexOf("--");
  const options = (end < 0 ? args : args.slice(0, end)).filter((arg) => arg.startsWith("-") && arg !== "-");
  const files = args.filter((arg, index) => (end >= 0 && index > end) || !(arg === "--" || options.includes(arg)));
  const unknown = options.find((option) => !["--jsonl", "--help", "-h"].includes(option));
  if (unknown !== undefined || (options.includes("--jsonl") && files.length > 0)) {
    err(unknown === undefined ? "--jsonl reads what comes in, and takes no files." : `${unknown}: there is no such option.`);
    err(usage.trimEnd());
    return 2;
  }
  if (options.includes("--help") || options.includes("-h")) {
    await out(usage);
    return 0;
  }
  return options.includes("--jsonl") ? answerLines() : listFiles(files);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // whoever reads may have had enough: then there is nobody to answer
  process.stdout.on("error", () => process.exit(0));
  process.exitCode = await main(process.argv.slice(2));
}
