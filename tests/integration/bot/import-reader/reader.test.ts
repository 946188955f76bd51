import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import { open } from "node:fs/promises";
import process from "node:process";
import { afterEach, describe, expect, test } from "vitest";
import { type ImportReader, openImportReader, type ReaderOptions } from "../../../../bot/import-reader/reader.ts";
import { cpuOf, environmentOf, limitsOf, readers, watched } from "../../../support/reader-processes.ts";
import { textFile } from "../../../support/text-file.ts";
import { until } from "../../../support/waiting.ts";

const names = (count: number) => Array.from({ length: count }, (_, at) => `evil-${at}.example`);
const usual = { cpuSeconds: 60, memoryMb: 512, heapMb: 320 };
const opened = new Set<ImportReader>();
const how: string[] = [];
function openOne(more: Partial<ReaderOptions> = {}): ImportReader {
  const reader = openImportReader({ now: () => new Date(), ended: (one) => void how.push(one), ...more });
  opened.add(reader);
  return reader;
}
afterEach(async () => {
  await Promise.all([...opened].map((reader) => reader.stop()));
  opened.clear();
  how.length = 0;
  await until(() => (readers(process.pid).length === 0 ? true : undefined), "the readers' end");
});

test("reads in a process of its own, row by row as it stands in the file", async () => {
  const { readFile } = openOne();
  const { done: read, cost } = await watched(() => readFile(textFile(names(4_500)), {}));
  expect(read.ok && read.value.rows.map(({ indicator }) => indicator.value)).toEqual(names(4_500));
  expect(cost.atOnce).toBe(1);
  expect(how).toEqual([]);
});

test("a reading is there when its process has ended: the next file never finds its memory taken", async () => {
  await openOne().readFile(textFile(names(150_000)), {});
  expect(readers(process.pid)).toEqual([]);
});

test("the bot goes on meanwhile", async () => {
  let ticks = 0;
  const timer = setInterval(() => void ticks++, 1);
  await openOne().readFile(textFile(names(20_000)), {});
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(10);
});

test("two files are read at once, the others in their turn", async () => {
  const { readFile } = openOne();
  const files = Array.from({ length: 6 }, (_, at) => textFile(names(20_000 + at)));
  const { done, cost } = await watched(() => Promise.all(files.map((file) => readFile(file, {}))));
  expect(done.map((read) => read.ok && read.value.rows.length)).toEqual([20_000, 20_001, 20_002, 20_003, 20_004, 20_005]);
  expect(cost.atOnce).toBe(2);
});

describe("a file that takes too much", () => {
  const refused = { ok: false, fault: { code: "unreadable", typed: "list.txt", expected: "bounded-file", write: "split" } };

  test.each([
    ["processor time", { ...usual, cpuSeconds: 1 }],
    ["heap", { ...usual, heapMb: 24 }],
    ["memory", { ...usual, memoryMb: 120 }],
  ])("%s is refused with a sentence, and the next one is read", async (_what, bounds) => {
    expect(await openOne({ bounds }).readFile(textFile(names(400_000)), {})).toEqual(refused);
    expect(how).toHaveLength(1);
    expect((await openOne().readFile(textFile(names(3)), {})).ok).toBe(true);
  });

  test("wall-clock time is read all the same: a reader that stood still for longer than it may work goes on", async () => {
    const reading = openOne({ bounds: { ...usual, cpuSeconds: 4 } }).readFile(textFile(names(30_000)), {});
    const [pid = 0] = await until(() => (readers(process.pid).length > 0 ? readers(process.pid) : undefined), "its reader");
    process.kill(pid, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    process.kill(pid, "SIGCONT");
    expect((await reading).ok).toBe(true);
  });
});

test("the kernel holds a reader to its bounds, whatever the file makes of it", async () => {
  const reading = openOne().readFile(textFile(names(100_000)), {});
  const [pid = 0] = await until(() => (readers(process.pid).length > 0 ? readers(process.pid) : undefined), "its reader");
  const limits = limitsOf(pid);
  expect(limits).toMatch(/^Max cpu time +60 +60 /mu);
  expect(limits).toMatch(new RegExp(`^Max data size +${(512 + 640) * 1024 * 1024} +${(512 + 640) * 1024 * 1024} `, "mu"));
  expect(limits).toMatch(/^Max core file size +0 +0 /mu);
  expect((await reading).ok).toBe(true);
});

test("a reader has nothing of ours: no environment, no open file", async () => {
  process.env.LIAISON_CANARY = "canary-of-the-environment";
  const secret = await open(new URL(import.meta.url));
  try {
    const reading = openOne().readFile(textFile(names(100_000)), {});
    const [pid = 0] = await until(() => (readers(process.pid).length > 0 ? readers(process.pid) : undefined), "its reader");
    expect(environmentOf(pid)).not.toContain("canary");
    const held = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    expect(held.filter((one) => one.startsWith("/"))).toSatisfy((files: string[]) => files.every((one) => one === "/dev/null"));
    expect((await reading).ok).toBe(true);
  } finally {
    delete process.env.LIAISON_CANARY;
    await secret.close();
  }
});

test("what is being read ends with the bot, also when that one is killed", async () => {
  const reader = new URL("../../../../bot/import-reader/reader.ts", import.meta.url).href;
  const script = `
    import { openImportReader } from ${JSON.stringify(reader)};
    const bytes = new TextEncoder().encode("a@".repeat(9_000_000));
    openImportReader({ now: () => new Date() }).readFile({ name: "a.txt", sha256: "", bytes }, {});
  `;
  const bot = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
  const [pid = 0] = await until(() => (readers(bot.pid).length > 0 ? readers(bot.pid) : undefined), "its reader");
  // its parser is at work, and hears of nothing
  await until(() => (cpuOf(pid) > 150 ? true : undefined), "its work");
  bot.kill("SIGKILL");
  await once(bot, "exit");
  await until(() => (readers().includes(pid) ? undefined : true), "the reader's end");
});

test("whoever stops is told nothing of the file", async () => {
  const reader = openOne();
  const reading = reader.readFile(textFile(names(100_000)), {});
  await until(() => (readers(process.pid).length > 0 ? true : undefined), "its reader");
  await Promise.all([reader.stop(), expect(reading).rejects.toThrow("stopped")]);
  await expect(reader.readFile(textFile(names(2)), {})).rejects.toThrow("no file is read any more");
});

test("a signal to the whole group is no fault of the file", async () => {
  const reading = openOne().readFile(textFile(names(30_000)), {});
  const [pid = 0] = await until(() => (readers(process.pid).length > 0 ? readers(process.pid) : undefined), "its reader");
  process.kill(pid, "SIGINT");
  // it came before the reader could hear it, or it is not heard
  const read = await reading.catch((fault: Error) => fault.message);
  expect(typeof read === "string" ? read : read.ok).toSatisfy((one: unknown) => one === true || one === "a reader of files was stopped");
});

test("a fault of the file comes back as its sentence", async () => {
  expect(await openOne().readFile(textFile([]), {})).toMatchObject({ ok: false, fault: { code: "unreadable" } });
});
