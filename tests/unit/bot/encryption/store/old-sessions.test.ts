import { beforeAll, expect, test } from "vitest";
import { bytesToKey } from "../../../../../bot/encryption/store/key-bytes.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { loadWasm } from "../../../../../bot/encryption/wasm.ts";
import type { CryptoJournal } from "../../../../../storage/device/crypto-journal.ts";
import { ask, change, connect, dump, firstShape, open } from "./stored.ts";

beforeAll(async () => {
  await loadWasm(() => {});
});

test("inbound group sessions that nothing was written to for 37 days do not outlive a start, everything else does", async () => {
  const day = 24 * 3_600_000;
  const memory = memoryJournal();
  const ages = new Map<string, number>();
  const journal: CryptoJournal = {
    ...memory,
    async load() {
      const loaded = await memory.load();
      return {
        ...loaded,
        records: loaded.records.map((record) => ({ ...record, ageMs: ages.get(String(bytesToKey(Buffer.from(record.key)))) ?? 0 })),
      };
    },
  };
  const db = await connect(await open(journal), 1, firstShape);
  await change(db, (tx) => {
    for (const session of ["old", "young"]) tx.objectStore("inbound_group_sessions3").put({ group: 1 }, session);
    tx.objectStore("a").put("x", "ancient");
  });
  ages
    .set("old", 37 * day + 1)
    .set("young", 37 * day)
    .set("ancient", 400 * day);
  const store = await open(journal);
  const again = await connect(store);
  expect(await dump(again)).toMatchObject({ inbound_group_sessions3: [["young", { group: 1 }]], a: [["ancient", "x"]] });
  expect(await ask(again.transaction("inbound_group_sessions3").objectStore("inbound_group_sessions3").index("by").getAllKeys(1))).toEqual([
    "young",
  ]);
  // gone where it rests as well
  expect((await memory.load()).records.map((record) => bytesToKey(Buffer.from(record.key)))).toEqual(["young", "ancient"]);
});

test("a store without the object stores that this version empties is refused, once there is anything in it", async () => {
  const journal = memoryJournal();
  await connect(await open(journal), 1, (db) => void db.createObjectStore("outbound_group_sessions"));
  // a first start that was cut off between two upgrades: the machine goes on with it
  const cut = await connect(await open(journal));
  await change(cut, (tx) => void tx.objectStore("outbound_group_sessions").put("session", "!room:x"));
  await expect(open(journal)).rejects.toMatchObject({ code: "unknown-store" });
});
