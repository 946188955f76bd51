import type { ReadFile, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Result } from "#domain/primitives/result.ts";

/** Thrown out of a transaction, and so undoes it: a file must be read first. */
class ReadingWanted extends Error {
  override readonly name = "ReadingWanted";
  readonly file: ReceivedFile;
  readonly wish: ReadingWish;
  constructor(file: ReceivedFile, wish: ReadingWish) {
    super("a file is to be read first");
    this.file = file;
    this.wish = wish;
  }
}

const nameOf = (file: ReceivedFile, wish: ReadingWish): string => JSON.stringify([file.sha256, file.name, file.mimetype, wish.columns]);

/**
 * Does what works on files without reading one in its transaction, which would hold a connection and the lease meanwhile. It
 * gets a reader that has what was read already; where it asks for something else, all that it wrote is undone, the file is
 * read, and it begins anew. So a file is read only for who may use it, and of the very bytes that are used.
 */
export async function withReadings<T>(read: ReadFile | undefined, act: (readFile: ReadFile | undefined) => Promise<T>): Promise<T> {
  if (read === undefined) return act(undefined);
  const held = new Map<string, Result<Reading>>();
  const readFile: ReadFile = async (file, wish) => {
    const found = held.get(nameOf(file, wish));
    if (found === undefined) throw new ReadingWanted(file, wish);
    return found;
  };
  for (;;) {
    try {
      return await act(readFile);
    } catch (fault) {
      if (!(fault instanceof ReadingWanted)) throw fault;
      held.set(nameOf(fault.file, fault.wish), await read(fault.file, fault.wish));
    }
  }
}
