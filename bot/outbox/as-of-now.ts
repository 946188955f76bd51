import type { Codes } from "#domain/codes/codes.ts";
import { sameCodes, strictest } from "#domain/codes/strictest.ts";
import { hitsIn, retold } from "#domain/notices/hit-message.ts";
import type { Notice } from "#domain/notices/index.ts";
import { filtered, isLabelled, shownIn } from "#domain/notices/policy.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import type { OutboxItem, Transaction } from "../../storage/index.ts";

type Stores = Pick<Transaction["stores"], "hits" | "indicators">;

/**
 * A message waits for its tick, its reader or the homeserver. What it tells is read again when it is said: whatever was raised,
 * withdrawn or spilled meanwhile does not leave any more.
 */
export async function asOfNow(stores: Stores, item: OutboxItem): Promise<OutboxItem> {
  const refs = hitsIn(item.notice);
  if (refs.length === 0 || item.about === undefined) return { ...item, notice: await relabelled(stores, item) };
  return { ...item, notice: retold(item.notice, await stores.hits.numbered(item.about, refs)) };
}

/** The same with the codes that its records have by now; a list leaves out and counts the records that were raised. */
async function relabelled({ indicators }: Stores, { notice, about }: OutboxItem): Promise<Notice> {
  if (!isLabelled(notice)) return notice;
  const shown = Map.groupBy(shownIn(notice).records, ({ case: of = about }) => of);
  const codes = new Map<CaseId, ReadonlyMap<Ref<"IOC">, Codes>>();
  for (const [of, records] of shown)
    if (of !== undefined)
      codes.set(
        of,
        await indicators.codes(
          of,
          records.map(({ ref }) => ref),
        ),
      );
  const now = (of: CaseId | undefined, ref: Ref<"IOC"> | undefined) => (of && ref ? codes.get(of)?.get(ref) : undefined);
  const list = filtered(notice, ({ case: of = about, ref, codes: then }) => {
    const held = now(of, ref);
    return held === undefined || sameCodes(strictest(then, [held]), then);
  });
  return (
    list ?? {
      ...notice,
      codes: strictest(
        notice.codes,
        [...codes.values()].flatMap((of) => [...of.values()]),
      ),
    }
  );
}
