import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Per layer: the layers and the packages that it may import; nothing else, in any form of import. An entry ending in a
 * colon stands for all names that begin with it. Tests and benchmarks stand outside: they may import all.
 */
const may: Readonly<Record<string, readonly string[]>> = {
  // node:module only to read curves and numbering plans when they are needed
  domain: [
    "tldts",
    "ipaddr.js",
    "@scure/base",
    "@scure/bip39",
    "@noble/hashes",
    "@noble/curves",
    "ibantools",
    "libphonenumber-js",
    "node:module",
    "csv-parse/sync",
    "postal-mime",
    "unpdf",
    "re2js",
  ],
  storage: ["domain", "@mikro-orm/core", "@mikro-orm/postgresql", "@mikro-orm/migrations", "pg", "node:crypto"],
  jobs: [
    "storage",
    "domain",
    "bullmq",
    "ioredis",
    "maxmind",
    "node:crypto",
    "node:fs",
    "node:http",
    "node:path",
    "node:timers/promises",
    "node:worker_threads",
  ],
  commands: ["storage", "domain"],
  config: ["domain", "node:"],
  bot: [
    "commands",
    "jobs",
    "storage",
    "domain",
    "config",
    "node:",
    "@scure/base",
    "@scure/bip39",
    "ical-generator",
    "matrix-bot-sdk",
    "@matrix-org/matrix-sdk-crypto-wasm",
    "fake-indexeddb",
    "pino",
  ],
};
const free = ["tests", "bench"];
const forbiddenNames = ["utils", "util", "helpers", "helper", "common", "types", "services", "misc"];
const longest = 250;

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.m?[jt]s$/u.test(file));
const layered = Object.keys(may).flatMap(sources);
const all = [...layered, ...free.flatMap(sources)];

const importForm =
  /(?:^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*|^\s*import\s*|\b(?:import|require|import\.meta\.resolve)\s*\(\s*)["'`]([^"'`]+)["'`]/gmu;
/** Where an import leads: a path from the project's root, or a package. */
const target = (file: string, spec: string) =>
  spec.startsWith("#") ? spec.slice(1) : spec.startsWith(".") ? normalize(join(dirname(file), spec)) : spec;
const forbiddenImports = (file: string, text: string) => {
  const layer = file.split("/")[0] ?? "";
  const allowed = [layer, ...(may[layer] ?? [])];
  return [...text.matchAll(importForm)]
    .map((found) => target(file, found[1] ?? ""))
    .filter((to) => !allowed.some((one) => to === one || to.startsWith(one.endsWith(":") ? one : `${one}/`)));
};
const read = (file: string) => readFileSync(file, "utf8");

test.each(layered)("%s imports only what its layer may", (file) => {
  expect(forbiddenImports(file, read(file))).toEqual([]);
});

describe("the import rule sees", () => {
  test.each([
    ["a layer above", "domain/x.ts", 'import { y } from "../storage/y.ts";'],
    ["a layer by its alias from outside", "domain/x.ts", 'import type { y } from "#storage/y.ts";'],
    ["a package", "commands/x.ts", 'import pg from "pg";'],
    ["a package that begins like an allowed one", "storage/x.ts", 'import x from "pg-native";'],
    ["an import for its effects", "jobs/x.ts", 'import "matrix-bot-sdk";'],
    ["an import when needed", "domain/x.ts", 'const x = await import("node:fs");'],
    ["a re-export", "commands/x.ts", 'export * from "../bot/gate/room-gate.ts";'],
  ])("%s", (_what, file, text) => {
    expect(forbiddenImports(file, text)).toHaveLength(1);
  });
  test("and lets pass what is allowed", () => {
    expect(
      forbiddenImports(
        "storage/audit/x.ts",
        'import { a } from "#domain/a.ts";\nimport { b } from "../sealed.ts";\nimport { c } from "node:crypto";',
      ),
    ).toEqual([]);
  });
});

const generated = (file: string) => file.includes("/migrations/") || file.includes("/fixtures/");
test("no file is longer than 250 lines, migrations and fixtures apart", () => {
  expect(all.filter((file) => !generated(file) && read(file).split("\n").length > longest + 1)).toEqual([]);
});

test("the median file has at most 60 lines", () => {
  const lengths = layered.filter((file) => !generated(file)).map((file) => read(file).split("\n").length - 1);
  expect(lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
});

test("file names say what is inside, in kebab case", () => {
  const stem = (file: string) => basename(file).replace(/(?:\.test)?\.m?[jt]s$/u, "");
  expect(layered.filter((file) => forbiddenNames.includes(stem(file)) || forbiddenNames.includes(basename(dirname(file))))).toEqual([]);
  expect(all.filter((file) => !generated(file) && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(stem(file)))).toEqual([]);
});

const testFiles = sources("tests").filter((file) => file.endsWith(".test.ts"));
test("no test is left out", () => {
  const leftOut = /\b(?:it|test|describe|suite)\s*\.\s*(?:skip|only|todo|skipIf|runIf|fails)\b|\b(?:xit|xdescribe|fit|fdescribe)\s*\(/u;
  // this file holds the words themselves
  expect(testFiles.filter((file) => file !== "tests/architecture.test.ts" && leftOut.test(read(file)))).toEqual([]);
});

test("every test file is one that vitest looks for", () => {
  expect(testFiles.filter((file) => !/^tests\/(?:architecture\.test\.ts$|unit\/|integration\/|e2e\/|faults\/)/u.test(file))).toEqual([]);
});

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gmu, "");
test("any is no type here", () => {
  const any = /(?:[:<,|&(=]|\bas|\bextends)\s*any\b(?!\s*[:(.])/u;
  expect(
    all.filter((file) => file.endsWith(".ts") && file !== "tests/architecture.test.ts" && any.test(withoutComments(read(file)))),
  ).toEqual([]);
});

test("nothing is left for later", () => {
  const later = new RegExp(`\\b(?:${["TO", "DO"].join("")}|${["FIX", "ME"].join("")}|X{3})\\b`, "u");
  expect(all.filter((file) => later.test(read(file)))).toEqual([]);
});
