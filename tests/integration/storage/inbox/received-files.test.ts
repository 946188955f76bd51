import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { connected } from "../../../support/copy-out.ts";
import { anna, bruno, event, later, onPostgres, openCase, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage & { readonly ownerUrl: string };
let of: CaseId;
beforeAll(async () => {
  storage = await postgres.open();
  of = await storage.transaction((tx) => openCase(tx, "One", anna));
});
function fileOf(bytes: Buffer): ReceivedFile {
  return { name: "list.csv", mimetype: "text/csv", sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
}
const kept = fileOf(Buffer.from("198.51.100.7\n"));
const rows = () => storage.database.query<{ id: string; event_id: string }>("select id, event_id from liaison.received_file");
const scheduled = (at: Date) =>
  storage.transaction(async (tx) => {
    const due = await tx.work.due(at, 100);
    return due.filter(({ job }) => job === "drop-file").length;
  });

test("a file is kept byte by byte, handed out once, and schedules nothing then", async () => {
  const largest = fileOf(Buffer.alloc(20 * 1024 * 1024, 0xa5));
  await storage.transaction((tx) => tx.stores.receivedFiles.keep(largest, event("large"), of, t0));
  await storage.transaction((tx) => tx.stores.receivedFiles.keep(kept, event("small"), undefined, t0));
  const take = (name: string) => storage.transaction((tx) => tx.stores.receivedFiles.take(event(name), t0));
  expect(Buffer.compare((await take("large"))?.bytes ?? Buffer.alloc(0), largest.bytes)).toBe(0);
  expect(await take("small")).toEqual(kept);
  for (const name of ["large", "small", "never"]) expect(await take(name)).toBeUndefined();
  expect(await rows()).toEqual([]);
  expect(await scheduled(later(3_600))).toBe(0);
});

test("it is dropped when told so, or when no code can be typed any more, and not before", async () => {
  await storage.transaction(async (tx) => {
    await tx.stores.receivedFiles.keep(kept, event("one"), of, t0);
    await tx.stores.receivedFiles.keep(kept, event("two"), of, t0);
    await tx.stores.receivedFiles.drop(event("one"), t0);
    await tx.stores.receivedFiles.drop(event("never"), t0);
  });
  const [row, ...others] = await rows();
  expect(row?.event_id).toBe(event("two"));
  expect(others).toEqual([]);
  expect(await scheduled(later(600))).toBe(0);
  expect(await scheduled(later(660))).toBe(1);
  const expire = (at: Date) => storage.transaction((tx) => tx.stores.receivedFiles.expire(row?.id ?? "", at));
  await expire(later(600));
  expect(await rows()).toHaveLength(1);
  await expire(later(660));
  expect(await rows()).toEqual([]);
  await expire(later(661));
});

test("it opens under the key of its own case only", async () => {
  const other = await storage.transaction((tx) => openCase(tx, "Two", bruno));
  await storage.transaction((tx) => tx.stores.receivedFiles.keep(kept, event("moved"), of, t0));
  await connected(storage.ownerUrl, (client) => client.query("update liaison.received_file set case_id = $1", [other]));
  await expect(storage.transaction((tx) => tx.stores.receivedFiles.take(event("moved"), t0))).rejects.toThrow("does not open");
});
