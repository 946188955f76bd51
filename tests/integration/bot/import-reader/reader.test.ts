import { expect, test } from "vitest";
import { openImportReader } from "../../../../bot/import-reader/reader.ts";
import { textFile } from "../../../support/text-file.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `evil-${at}.example`);

test("reads in a thread of its own, row by row as it stands in the file", async () => {
  const read = await openImportReader(() => new Date())(textFile(names(4_500)), {});
  expect(read.ok && read.value.rows.map(({ indicator }) => indicator.value)).toEqual(names(4_500));
});

test("the bot goes on meanwhile", async () => {
  let ticks = 0;
  const timer = setInterval(() => void ticks++, 1);
  await openImportReader(() => new Date())(textFile(names(20_000)), {});
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(10);
});

test("the last reading is remembered for ten minutes, for this file and this wish", async () => {
  let now = new Date("2026-11-02T14:00:00Z");
  const reader = openImportReader(() => now);
  const file = textFile(names(3));
  const first = await reader(file, {});
  expect(await reader(file, {})).toBe(first);
  expect(await reader(file, { columns: ["1"] })).not.toBe(first);
  const again = await reader(file, {});
  expect(again).not.toBe(first);
  now = new Date("2026-11-02T14:10:00Z");
  expect(await reader(file, {})).not.toBe(again);
});

test.each([
  ["time", { timeoutMs: 1, heapMb: 512 }],
  ["memory", { timeoutMs: 60_000, heapMb: 24 }],
])("a file that takes too much %s is refused with a sentence", async (_what, bounds) => {
  const read = await openImportReader(() => new Date(), bounds)(textFile(names(150_000)), {});
  expect(read).toMatchObject({ ok: false, fault: { code: "unreadable", typed: "list.txt", write: "split" } });
});

test("a fault of the file comes back as its sentence", async () => {
  expect(await openImportReader(() => new Date())(textFile([]), {})).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});
