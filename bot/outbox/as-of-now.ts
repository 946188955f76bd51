import { hitsIn, retold } from "#domain/notices/hit-message.ts";
import type { OutboxItem, Transaction } from "../../storage/index.ts";

/**
 * A hit waits for its tick, and longer while the homeserver is away. What it tells is read again when it is said: whatever was raised,
 * withdrawn or spilled meanwhile does not leave any more.
 */
export async function asOfNow(tx: Pick<Transaction, "stores">, item: OutboxItem): Promise<OutboxItem> {
  const refs = hitsIn(item.notice);
  if (refs.length === 0 || item.about === undefined) return item;
  return { ...item, notice: retold(item.notice, await tx.stores.hits.numbered(item.about, refs)) };
}
