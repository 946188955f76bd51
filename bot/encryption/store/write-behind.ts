import type { CryptoBatch, CryptoJournal, CryptoRecord } from "../../../storage/device/crypto-journal.ts";

/** What one transaction changed; a value of undefined removes the row. */
export interface Change {
  readonly drop: readonly string[];
  readonly rows: readonly { readonly store: string; readonly key: Buffer; readonly value: Buffer | undefined }[];
  readonly about?: Buffer;
}
type Row = Change["rows"][number];

/**
 * Writes changes in the order in which they come, one write at a time; what comes during a write goes together into
 * the next. After a failed write none is accepted: the order would have a hole.
 */
export function openWriter(journal: CryptoJournal, written: (generation: number) => void) {
  let gathered: { drop: Set<string>; rows: Map<string, Row>; about?: Buffer } | undefined;
  let next: Promise<void> | undefined;
  let current: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const batch = gathered;
    gathered = undefined;
    next = undefined;
    if (batch !== undefined) written(await journal.write(asBatch(batch.drop, batch.rows, batch.about)));
  }
  return {
    /** Resolves when the change is durable. */
    add(change: Change): Promise<void> {
      gathered ??= { drop: new Set(), rows: new Map() };
      for (const store of change.drop) {
        gathered.drop.add(store);
        for (const [name, row] of gathered.rows) if (row.store === store) gathered.rows.delete(name);
      }
      for (const row of change.rows) gathered.rows.set(`${row.store} ${row.key.toString("latin1")}`, row);
      if (change.about !== undefined) gathered.about = change.about;
      if (next === undefined) {
        next = current.then(write);
        current = next;
      }
      return next;
    },
    /** Resolves when everything that was added is durable. */
    drained: (): Promise<void> => current,
  };
}

function asBatch(drop: ReadonlySet<string>, rows: ReadonlyMap<string, Row>, about: Buffer | undefined): CryptoBatch {
  const put: CryptoRecord[] = [];
  const remove: Row[] = [];
  for (const row of rows.values()) {
    if (row.value === undefined) remove.push(row);
    else put.push({ store: row.store, key: row.key, value: row.value });
  }
  return { drop: [...drop], put, remove, ...(about !== undefined && { about }) };
}
