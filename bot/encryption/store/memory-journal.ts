import type { CryptoJournal, CryptoRecord } from "../../../storage/device/crypto-journal.ts";

/** A journal that lives as long as the process: for clients whose device may be lost, such as the story's officers. */
export function memoryJournal(): CryptoJournal {
  const rows = new Map<string, CryptoRecord & { readonly writtenAt: number }>();
  const name = (store: string, key: Uint8Array) => `${store} ${Buffer.from(key).toString("hex")}`;
  let generation = 0;
  let about: Buffer | undefined;
  return {
    async load() {
      const records = [...rows.values()].map(({ writtenAt, ...record }) => ({ ...record, ageMs: Date.now() - writtenAt }));
      return { generation, about, records };
    },
    async write(batch) {
      for (const [at, record] of rows) if (batch.drop.includes(record.store)) rows.delete(at);
      for (const { store, key } of batch.remove) rows.delete(name(store, key));
      for (const record of batch.put) rows.set(name(record.store, record.key), { ...record, writtenAt: Date.now() });
      if (batch.about !== undefined) about = Buffer.from(batch.about);
      generation++;
      return generation;
    },
  };
}
