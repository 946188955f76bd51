import { IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { JournalFailed } from "../../../../../bot/encryption/faults.ts";
import { panicGuard } from "../../../../../bot/encryption/panic-guard.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { loadWasm } from "../../../../../bot/encryption/wasm.ts";
import type { CryptoJournal } from "../../../../../storage/device/crypto-journal.ts";
import { runs } from "../../../../support/runs.ts";
import { change, connect, dump, firstShape, open } from "./stored.ts";

beforeAll(async () => {
  await loadWasm(() => {});
});

/** What a start after a crash at this moment would find. */
async function afterCrash(journal: CryptoJournal): Promise<Awaited<ReturnType<typeof dump>>> {
  const store = await open(journal);
  const db = await connect(store);
  const found = await dump(db);
  db.close();
  await store.close();
  return found;
}

test("a row put and deleted in one transaction leaves none", async () => {
  const journal = memoryJournal();
  const db = await connect(await open(journal), 1, firstShape);
  await change(db, (tx) => {
    const store = tx.objectStore("a");
    store.put("x", "ghost");
    store.delete("ghost");
    store.put("y", "stays");
  });
  expect((await journal.load()).records.map((record) => record.store)).toEqual(["matrix-sdk-crypto/a"]);
  expect((await afterCrash(journal)).a).toEqual([["stays", "y"]]);
});

test("an aborted transaction leaves nothing", async () => {
  const journal = memoryJournal();
  const db = await connect(await open(journal), 1, firstShape);
  await expect(
    change(db, (tx) => {
      tx.objectStore("a").put("x", "k");
      tx.abort();
    }),
  ).rejects.toThrow("aborted");
  expect((await journal.load()).records).toEqual([]);
});

test("outbound group sessions do not outlive a start", async () => {
  const journal = memoryJournal();
  const db = await connect(await open(journal), 1, firstShape);
  await change(db, (tx) => void tx.objectStore("outbound_group_sessions").put("session", "!room:x"));
  expect((await journal.load()).records).toHaveLength(1);
  expect((await afterCrash(journal)).outbound_group_sessions).toEqual([]);
  expect((await journal.load()).records).toEqual([]);
});

test("a version change that deletes, makes again and renames object stores is kept", async () => {
  const journal = memoryJournal();
  const store = await open(journal);
  const first = await connect(store, 1, firstShape);
  await change(first, (tx) => {
    tx.objectStore("a").put("old", "gone");
    tx.objectStore("b").put({ id: "kept", group: 1 });
  });
  first.close();
  const second = await connect(store, 2, (db, tx) => {
    db.deleteObjectStore("a");
    db.createObjectStore("a").put("new", "made");
    tx.objectStore("b").name = "c";
    tx.objectStore("c").put({ id: "added", group: 2 });
    tx.objectStore("c").deleteIndex("by");
  });
  second.close();
  expect(await afterCrash(journal)).toEqual({
    outbound_group_sessions: [],
    inbound_group_sessions3: [],
    a: [["made", "new"]],
    c: [
      ["added", { id: "added", group: 2 }],
      ["kept", { id: "kept", group: 1 }],
    ],
  });
  const again = await connect(await open(journal), 2);
  expect([...again.transaction("c").objectStore("c").indexNames]).toEqual([]);
});

test("`complete` waits for the journal, and never comes after a failed write", async () => {
  const memory = memoryJournal();
  let release: (() => void) | undefined;
  let fault: Error | undefined;
  let held = false;
  const journal: CryptoJournal = {
    ...memory,
    async write(batch) {
      if (held) await new Promise<void>((resolve) => (release = resolve));
      if (fault !== undefined) throw fault;
      return memory.write(batch);
    },
  };
  const guard = panicGuard();
  const db = await connect(await open(journal, guard), 1, firstShape);
  held = true;
  let completed = 0;
  const put = (key: string) => change(db, (tx) => void tx.objectStore("a").put("x", key)).then(() => completed++);
  const first = put("1");
  await ticks();
  const second = put("2");
  const third = put("3");
  await ticks();
  expect(completed).toBe(0);
  held = false;
  release?.();
  await Promise.all([first, second, third]);
  // the write that was held, and one for the two that waited
  expect((await memory.load()).generation).toBe(4);
  fault = new Error("disk full");
  void put("4");
  await ticks();
  expect(completed).toBe(3);
  expect(guard.poisoned).toBeInstanceOf(JournalFailed);
});
/** Lets everything that is not waiting for the journal run. */
const ticks = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

const key = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.constantFrom("k", "ü", "l", "m"),
  fc.tuple(fc.constantFrom("x", "y"), fc.integer({ min: 0, max: 2 })),
);
const value = fc.oneof(fc.string(), fc.boolean(), fc.record({ n: fc.integer(), bytes: fc.uint8Array({ maxLength: 4 }) }));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant("put" as const), key, value) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("delete" as const), key, value) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom("clear" as const, "range" as const, "cursor-delete" as const, "cursor-update" as const),
      key,
      value,
    ),
  },
);
test("whatever transactions do, a crash between them changes nothing", async () => {
  const transactions = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(transactions, async (all) => {
      const journal = memoryJournal();
      const store = await open(journal);
      const db = await connect(store, 1, firstShape);
      for (const steps of all)
        await change(db, (tx) => {
          for (const one of steps) run(tx.objectStore("a"), one);
        });
      const now = await dump(db);
      db.close();
      expect(await afterCrash(journal)).toEqual(now);
      expect((await journal.load()).records).toHaveLength(now.a?.length ?? -1);
      await store.close();
    }),
    { numRuns: runs(60) },
  );
});
function run(store: IDBObjectStore, [what, at, value]: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
  if (what === "put") store.put(value, at);
  else if (what === "delete") store.delete(at);
  else if (what === "clear") store.clear();
  else if (what === "range") store.delete(IDBKeyRange.bound(2, 5));
  else {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return;
      if (what === "cursor-delete") cursor.delete();
      else cursor.update(value);
      cursor.continue();
    };
  }
}
