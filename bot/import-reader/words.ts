import type { ImportRow, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { type Failed, ok, type Result } from "#domain/primitives/result.ts";

/** What a reader's process is handed on one line; the file's bytes, so many, follow it. */
export interface ReaderTask {
  readonly file: Omit<ReceivedFile, "bytes">;
  readonly size: number;
  readonly wish: ReadingWish;
}

/** What stands at a value, apart from it: many values share it, and so it is told once. */
type Around = Omit<ImportRow, "line" | "indicator">;
/** Line, kind, value, and which of the surroundings told so far it has. */
type ToldRow = readonly [number, ImportRow["indicator"]["kind"], ImportRow["indicator"]["value"], number];
/** What the process tells, a line each: rows in portions, so that taking one over never holds the bot up, then the rest or the fault. */
type Word =
  | { readonly around: readonly Around[]; readonly rows: readonly ToldRow[] }
  | { readonly rest: Omit<Reading, "rows"> }
  | { readonly failed: Failed };

/** UTF-16 units after which a portion ends. */
const portion = 128 * 1024;

/** A reading as lines of JSON. */
export function* linesOf(read: Result<Reading>): Generator<string> {
  const line = (word: Word): string => `${JSON.stringify(word)}\n`;
  if (!read.ok) return yield line({ failed: read });
  const { rows, ...rest } = read.value;
  const known = new Map<string, number>();
  let told: { around: Around[]; rows: ToldRow[] } = { around: [], rows: [] };
  let length = 0;
  for (const { line: at, indicator, ...around } of rows) {
    const key = JSON.stringify(around);
    const number = known.get(key) ?? known.size;
    if (number === known.size) {
      known.set(key, number);
      told.around.push(around);
      length += key.length;
    }
    told.rows.push([at, indicator.kind, indicator.value, number]);
    length += indicator.value.length + 40;
    if (length < portion) continue;
    yield line(told);
    told = { around: [], rows: [] };
    length = 0;
  }
  yield line(told);
  yield line({ rest });
}

/** Takes the lines of one reading, in order; undefined until the last one. */
export function takeLines(): (line: string) => Result<Reading> | undefined {
  const known: Around[] = [];
  const rows: ImportRow[] = [];
  return (line) => {
    // written by linesOf in a process of ours
    const word = JSON.parse(line) as Word;
    if ("failed" in word) return word.failed;
    if ("rest" in word) return ok({ ...word.rest, rows });
    for (const around of word.around) known.push(dated(around));
    for (const [at, kind, value, number] of word.rows) rows.push({ line: at, indicator: { kind, value }, ...known[number] });
    return undefined;
  };
}

/** JSON knows no dates. */
const dated = ({ seenAt, firstSeenAt, ...rest }: Around): Around => ({
  ...rest,
  ...(seenAt && { seenAt: new Date(seenAt) }),
  ...(firstSeenAt && { firstSeenAt: new Date(firstSeenAt) }),
});
