import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { ListProblem } from "../../../../../jobs/sources/warning-lists/folder.ts";
import { openWarningLists } from "../../../../../jobs/sources/warning-lists/source.ts";
import { until } from "../../../../support/waiting.ts";

const text = (name: string, entries: readonly string[], more: object = {}): string =>
  JSON.stringify({ name, version: 1, description: "made up", type: "hostname", list: entries, ...more });
const long = (prefix: string): readonly string[] => Array.from({ length: 20_000 }, (_, index) => `${prefix}-${index}.example`);

const come = (is: () => boolean) => until(() => is() || undefined, "lists");

interface Folder {
  write(name: string, content: string): void;
  rename(from: string, to: string): void;
  remove(name: string): void;
}
/** A folder with lists, and the loader that watches it. */
async function watching(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), "liaison-lists-"));
  const folder: Folder = {
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    rename: (from, to) => renameSync(join(path, from), join(path, to)),
    remove: (name) => rmSync(join(path, name)),
  };
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  const told: ListProblem[] = [];
  const open = await openWarningLists(path, (problem) => told.push(problem), 20);
  onTestFinished(() => {
    open.close();
    rmSync(path, { recursive: true, force: true });
  });
  const list = (value: string): string | undefined => {
    const read = parseIndicator(value);
    return read.ok ? open.warned(read.value)?.list : "unread";
  };
  return { ...folder, path, told, open, list };
}

test("both layouts, by files of any length, beside what is shipped", async () => {
  const { list, open, told } = await watching({
    "flat.json": text("flat", ["flat.example"]),
    "named/list.json": text("named", ["named.example"]),
    "lists/inner/list.json": text("inner", ["inner.example"]),
    "lists/long/list.json": text("long", long("long")),
    "lists/ranges/list.json": text(
      "ranges",
      Array.from({ length: 30_000 }, (_, index) => `11.0.${index >> 8}.${index & 255}/32`),
      { type: "cidr" },
    ),
    "lists/parts/list.json": text("parts", long("part"), { type: "substring" }),
    "schema.json": JSON.stringify({ title: "Validator" }),
    ".flat.json.swp": "half",
    "README.md": "no list",
  });
  expect(
    ["flat.example", "a.named.example", "inner.example", "long-19999.example", "11.0.1.7", "http://x.part-7.example/", "8.8.8.8"].map(list),
  ).toEqual(["flat", "named", "inner", "long", "ranges", "parts", "public DNS resolvers"]);
  expect(list("other.example")).toBeUndefined();
  expect(open.held()).toMatchObject({ lists: 8, unreadable: 0 });
  expect(told).toEqual([]);
});

test("new, changed, renamed and removed files hold without a restart", async () => {
  const { write, rename, remove, list, open } = await watching({ "one.json": text("one", ["one.example"]) });
  expect([list("one.example"), list("two.example")]).toEqual(["one", undefined]);
  write("lists/two/list.json", text("two", ["two.example"]));
  await come(() => list("two.example") === "two");
  // as editors and package managers save
  write(".one.json.tmp", text("one", ["newer.example"]));
  rename(".one.json.tmp", "one.json");
  await come(() => list("newer.example") === "one");
  expect(list("one.example")).toBeUndefined();
  write("one.json", text("one", long("long")));
  await come(() => list("long-7.example") === "one");
  remove("one.json");
  await come(() => list("long-7.example") === undefined);
  expect([list("two.example"), open.held().lists]).toEqual(["two", 3]);
});

test("a bad file keeps the last good list, and is told of once by its name", async () => {
  const { write, list, open, told } = await watching({ "one.json": text("one", ["one.example"]), "bad.json": "{" });
  expect(told).toEqual([{ reason: "unreadable", file: "bad.json" }]);
  told.length = 0;
  const whole = text("one", ["one.example", "two.example"]);
  write("one.json", whole.slice(0, 40));
  await come(() => told.length > 0);
  expect(told).toEqual([{ reason: "unreadable", file: "one.json" }]);
  expect([list("one.example"), open.held().unreadable]).toEqual(["one", 2]);
  write("one.json", whole);
  await come(() => list("two.example") === "one");
  expect([told.length, open.held().unreadable]).toEqual([1, 1]);
});

test("entries that cannot be read are told of by file and number", async () => {
  const { told, list } = await watching({
    "lists/patterns/list.json": text("patterns", ["/^evil(?=x)/", "/^evil-\\d/i"], { type: "regex" }),
  });
  expect(told).toEqual([{ reason: "entries left out", file: "lists/patterns/list.json", count: 1 }]);
  expect(list("evil-7.example")).toBe("patterns");
});

test("a folder that goes away keeps its lists, and is told of once", async () => {
  const { path, told, list, write } = await watching({ "one.json": text("one", ["one.example"]) });
  rmSync(path, { recursive: true });
  await come(() => told.length > 0);
  expect([told, list("one.example")]).toEqual([[{ reason: "folder away" }], "one"]);
  write("one.json", text("one", ["back.example"]));
  await come(() => list("back.example") === "one");
  expect(told).toHaveLength(1);
});
