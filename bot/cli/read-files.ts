import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { extractFrom } from "#domain/extract/stream.ts";
import type { Reading } from "#domain/import/reading.ts";
import { sniff } from "#domain/import/sniff.ts";
import type { Fault } from "#domain/primitives/result.ts";
import { openImportReader } from "../import-reader/reader.ts";
import { advised } from "../views/parts/advice.ts";
import { notTaken } from "../views/parts/not-taken.ts";

/** What was found in a file. */
export interface FileFindings {
  /** Kind and value, in the order of the file. */
  readonly found: AsyncIterable<Found> | Iterable<Found>;
  /** Its format, and what was left out. */
  readonly told: readonly string[];
}
interface Found {
  readonly kind: string;
  readonly value: string;
}

/** Most bytes of a file that is read by its format, as the bot takes them (MiB). */
const most = 20;
const mostBytes = most * 1024 * 1024;

/** Reads files as `/ioc import` does. */
export interface FileReader {
  /** What is in a file, or why it cannot be read. Throws what the file system throws. */
  read(path: string): Promise<FileFindings | { readonly refused: string }>;
  /** The same for what came in. */
  readBytes(name: string, bytes: Uint8Array): Promise<FileFindings | { readonly refused: string }>;
  stop(): Promise<void>;
}

/** Opens a reader; `columns` are those of tables that hold values. What is too large for a format is read as running text. */
export function openFileReader(columns: readonly string[] | undefined): FileReader {
  const reader = openImportReader({ now: () => new Date() });
  const wish = columns === undefined ? {} : { columns };

  async function readBytes(name: string, bytes: Uint8Array): ReturnType<FileReader["readBytes"]> {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const read = await reader.readFile({ name, sha256, bytes }, wish);
    if (!read.ok) return { refused: whyRefused(read.fault) };
    return { found: read.value.rows.map(({ indicator }) => indicator), told: toldOf(read.value) };
  }

  return {
    readBytes,
    async read(path) {
      const file = await open(path);
      try {
        const { size } = await file.stat();
        if (size <= mostBytes) return await readBytes(basename(path), await file.readFile());
        const head = Buffer.alloc(64 * 1024);
        await file.read(head, 0, head.length, 0);
        if (sniff(head) !== "text") return { refused: `It is larger than ${most} MiB. Split it.` };
      } finally {
        await file.close();
      }
      const told = [`text, read as running text whatever it is: it is larger than ${most} MiB`];
      return { found: extractFrom(createReadStream(path, "utf8")), told };
    },
    stop: () => reader.stop(),
  };
}

function whyRefused(fault: Fault): string {
  if (fault.code !== "unreadable" || fault.write === undefined) return `It cannot be read (${fault.code}).`;
  const advice = typeof fault.write !== "string" && fault.write.code === "columns" ? " Here: --with=NUMBERS before its name." : "";
  return `${advised(fault.write, "/")}${advice}`;
}

function toldOf({ format, rows, marking: { tlp, pap }, notUnderstood }: Reading): readonly string[] {
  const marks = [...(tlp ? [`TLP:${tlp.toUpperCase()}`] : []), ...(pap ? [`PAP:${pap.toUpperCase()}`] : [])];
  const count = rows.length === 0 ? "no values" : rows.length === 1 ? "1 value" : `${rows.length} values`;
  return [[format, count, ...marks].join(", "), ...notUnderstood.map(({ line, why }) => `line ${line}: ${notTaken(why)}`)];
}
