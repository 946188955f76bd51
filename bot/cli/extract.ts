// `npm run extract`: the indicators in files or in what comes in, without the bot and without any server.
import process from "node:process";
import { StringDecoder } from "node:string_decoder";
import { pathToFileURL } from "node:url";
import { indicatorsIn } from "#domain/extract/index.ts";
import { extractFrom } from "#domain/extract/stream.ts";
import { sniff } from "#domain/import/sniff.ts";
import type { Kind } from "#domain/kinds/index.ts";
import type { FileFindings, FileReader } from "./read-files.ts";

const usage = `Usage: npm run extract -- [FILE…]
       npm run extract -- --jsonl

Prints the indicators in the files, or in what comes in, one on a line: kind, tab, value as it was before it was defanged.
Each is printed once. Files are read by their format as /ioc import reads them (docs/IMPORT.md); what comes in is read as
running text, unless its first bytes show that it is none. What format a file has and what was left out goes to standard
error; the exit code is 1 if something could not be read.

  --with=COLUMNS   columns of a table that hold values: names or numbers from 1, with commas between them
  --jsonl          reads lines {"id":…,"text":"…"} and answers each with {"id":…,"found":[{"type":"…","value":"…"}]}
  --help           prints this
`;

const out = (text: string) => new Promise<void>((done, failed) => process.stdout.write(text, (error) => (error ? failed(error) : done())));
const err = (line: string) => process.stderr.write(`${line}\n`);

/** Prints what was found, each value once. */
async function list(found: FileFindings["found"], seen: Set<string>): Promise<void> {
  for await (const { kind, value } of found) {
    const line = `${kind}\t${value.replaceAll(/\s+/gu, " ")}`;
    if (seen.has(line)) continue;
    seen.add(line);
    await out(`${line}\n`);
  }
}

async function listFiles(files: readonly string[], columns: readonly string[] | undefined): Promise<number> {
  const seen = new Set<string>();
  let opened: FileReader | undefined;
  // reading by format loads as much again: what comes in as text does without
  const reader = async (): Promise<FileReader> => {
    const { openFileReader } = await import("./read-files.ts");
    opened ??= openFileReader(columns);
    return opened;
  };
  let code = files.length === 0 ? await listInput(seen, reader) : 0;
  for (const file of files) {
    try {
      code = Math.max(code, await listRead(file, await (await reader()).read(file), seen));
    } catch (error) {
      if (!isFileFault(error)) throw error;
      err(`${file}: cannot be read (${error.code}).`);
      code = 1;
    }
  }
  await opened?.stop();
  return code;
}

async function listRead(name: string, read: FileFindings | { readonly refused: string }, seen: Set<string>): Promise<number> {
  if ("refused" in read) {
    err(`${name}: ${read.refused}`);
    return 1;
  }
  await list(read.found, seen);
  for (const line of read.told) err(`${name}: ${line}`);
  return 0;
}

/** What comes in is running text, and is printed as it comes; what its first bytes show to be something else is read to its end first. */
async function listInput(seen: Set<string>, reader: () => Promise<FileReader>): Promise<number> {
  const pieces: AsyncIterator<Buffer> = process.stdin[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return 0;
  if (sniff(first.value) === "text" && !isUtf16(first.value)) {
    await list(extractFrom(decoded(first.value, pieces)), seen);
    return 0;
  }
  const all = [first.value];
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) all.push(next.value);
  return listRead("standard input", await (await reader()).readBytes("standard input", new Uint8Array(Buffer.concat(all))), seen);
}

/** A byte order mark, or a zero byte, which no other text has. */
const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.subarray(0, 512).includes(0);

async function* decoded(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  yield decoder.write(first);
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield decoder.write(next.value);
  yield decoder.end();
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
  const named = options.findLast((option) => option.startsWith("--with="))?.slice("--with=".length);
  const unknown = options.find((option) => !(["--jsonl", "--help", "-h"].includes(option) || /^--with=./u.test(option)));
  if (unknown !== undefined || (options.includes("--jsonl") && files.length > 0)) {
    err(unknown === undefined ? "--jsonl reads what comes in, and takes no files." : `${unknown}: there is no such option.`);
    err(usage.trimEnd());
    return 2;
  }
  if (options.includes("--help") || options.includes("-h")) {
    await out(usage);
    return 0;
  }
  return options.includes("--jsonl")
    ? answerLines()
    : listFiles(
        files,
        named?.split(",").map((one) => one.trim()),
      );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // whoever reads may have had enough: then there is nobody to answer
  process.stdout.on("error", () => process.exit(0));
  process.exitCode = await main(process.argv.slice(2));
}
