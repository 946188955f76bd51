import type { Work } from "#domain/work.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { address, anna, bruno, event, later, noCodes, openCase, t0 } from "../fresh.ts";

/** What is put wherever it can go, and must be readable nowhere. */
export const canaries = [
  "198.51.100.77",
  "Operation Nightjar",
  anna,
  bruno,
  "!canary-room",
  "canary-session",
  "canary note",
  "canary-tag",
  "canary reason",
  "canary content",
];

/** What work is scheduled and due. */
export async function asked(tx: Transaction, now = t0): Promise<readonly Work[]> {
  const items = await Promise.all((await tx.work.due(now, 100)).map(({ id }) => tx.work.take(id, now)));
  return items.flatMap((item) => (item === undefined ? [] : [item.work]));
}

/** One import whose first portion has met another case and whose second has yet to, and one that has only begun. */
export async function importTwice(tx: Transaction): Promise<void> {
  const of = await openCase(tx, "Operation Nightjar", bruno);
  const particulars = { codes: noCodes, tags: ["canary-tag"], note: "canary note", source: "canary note" };
  const file = { name: "canary content", sha256: "00", format: "text" } as const;
  const values = ["198.51.100.77", ...Array.from({ length: 1_000 }, (_, at) => `10.0.${at >> 8}.${at & 255}`)];
  const entries = values.map((text, at) => ({ line: at + 1, indicator: address(text), particulars }));
  const start = { file, entries, codes: noCodes, by: anna, origin: { event: event("one") } };
  await tx.stores.imports.start(of, start, t0);
  const portions = async (job: string) => (await asked(tx, later(3_600))).filter((work) => work.job === job).map(({ subject }) => subject);
  const done = new Set<string>();
  for (let next = (await portions("import"))[0]; next !== undefined; next = (await portions("import")).find((one) => !done.has(one))) {
    await tx.stores.imports.log(next, t0);
    done.add(next);
  }
  for (const portion of await portions("correlate-import")) await tx.stores.imports.meet(portion, later(3_600));
  await tx.stores.imports.start(of, start, t0);
}
