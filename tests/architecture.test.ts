import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { astray, circles, halls, imports, missingFolders, read, sources, tellsTime, withoutComments } from "./support/house-rules.ts";
import { isCommandLine, isSentence, textsIn } from "./support/sentences.ts";

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
  storage: ["domain", "@mikro-orm/core", "@mikro-orm/postgresql", "@mikro-orm/migrations", "kysely", "pg", "node:crypto"],
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

const layered = Object.keys(may).flatMap(sources);
const all = [...layered, ...free.flatMap(sources)];

const forbiddenImports = (file: string, text: string) => {
  const layer = file.split("/")[0] ?? "";
  const allowed = [layer, ...(may[layer] ?? [])];
  return imports(file, text).filter((to) => !allowed.some((one) => to === one || to.startsWith(one.endsWith(":") ? one : `${one}/`)));
};

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

/** Files that write SQL as text, each with its reason. Every other query is built from the entities, so that it compiles only with columns that exist. */
const asText: Readonly<Record<string, string>> = {
  "storage/engine/session.ts": "begins, ends and undoes transactions",
  "storage/engine/statement.ts": "runs every statement",
  "storage/engine/lease.ts": "reckons with the database's clock",
  "storage/engine/work.ts": "locks around others' locks, several times per command",
  "storage/migrate.ts": "asks for tables that may not be there yet",
  "storage/inspect.ts": "the same",
  "storage/open.ts": "asks who the connection is",
  "storage/health.ts": "counts in a dozen tables at once",
  "storage/device/crypto-journal.ts": "writes a whole store in one statement, under the lease",
  "storage/device/forget-device.ts": "forgets a whole store in one statement, under the lease",
  "storage/indicators/log.ts": "writes records of a command in one statement",
  "storage/hits/correlate.ts": "fixes the order of joins, which the planner gets wrong",
  "storage/hits/correlate-many.ts": "does the same for a thousand records",
  "storage/imports/log.ts": "writes a thousand records in one statement",
};
/** Files whose queries are not built yet: this list only gets shorter. */
const unbuilt: readonly string[] = [
  "storage/alerts/alerts.ts",
  "storage/alerts/sources.ts",
  "storage/audit/entries.ts",
  "storage/cases/cases.ts",
  "storage/cases/members.ts",
  "storage/confirmations/confirmations.ts",
  "storage/enrichment/enrichment.ts",
  "storage/exports/exports.ts",
  "storage/hits/announce.ts",
  "storage/hits/hits.ts",
  "storage/hits/line.ts",
  "storage/hits/notified.ts",
  "storage/hits/search.ts",
  "storage/hits/sides.ts",
  "storage/imports/hits.ts",
  "storage/imports/imports.ts",
  "storage/imports/rows.ts",
  "storage/inbox/inbox.ts",
  "storage/inbox/key-uses.ts",
  "storage/inbox/received-files.ts",
  "storage/inbox/row.ts",
  "storage/inbox/sync-state.ts",
  "storage/inbox/undecryptable.ts",
  "storage/inbox/waiting-for-key.ts",
  "storage/indicators/changes.ts",
  "storage/indicators/history.ts",
  "storage/indicators/indicators.ts",
  "storage/indicators/list.ts",
  "storage/indicators/pages.ts",
  "storage/indicators/rematch.ts",
  "storage/indicators/row.ts",
  "storage/indicators/seen.ts",
  "storage/indicators/selected.ts",
  "storage/indicators/set.ts",
  "storage/indicators/spill.ts",
  "storage/meetings/meetings.ts",
  "storage/meetings/people.ts",
  "storage/meetings/rows.ts",
  "storage/outbox/outbox.ts",
  "storage/outbox/redactions.ts",
  "storage/outbox/shown-records.ts",
  "storage/outbox/withdraw-unsent.ts",
  "storage/rooms/members.ts",
  "storage/rooms/pending.ts",
  "storage/rooms/private-rooms.ts",
  "storage/rooms/problems.ts",
  "storage/rooms/rooms.ts",
  "storage/sealing/keyring.ts",
  "storage/tasks/change.ts",
  "storage/tasks/reminders.ts",
  "storage/tasks/row.ts",
  "storage/tasks/tasks.ts",
];
const textual = /\b(?:query|send|run)\s*(?:<(?:[^()])*?>)?\(\s*["'`]|\bquery<|\binterface \w*(?:Row|Selected)\b/u;
test("SQL stands as text only in the files that are named, and those need it", () => {
  const files = layered.filter((file) => file.startsWith("storage/") && !generated(file));
  expect(files.filter((file) => textual.test(read(file))).sort()).toEqual([...Object.keys(asText), ...unbuilt].sort());
});
test.each([
  "await query<{ id: string }>(byId({ id }))",
  "await session.query(\n  `select 1`,\n)",
  'send("delete from liaison.work")',
  "interface ListedRow {",
  "interface TaskSelected {",
])("the rule of SQL as text sees %j", (code) => {
  expect(textual.test(code)).toBe(true);
  expect(textual.test("await query(byId({ id }));\ninterface TaskBody {")).toBe(false);
});

test("file names say what is inside, in kebab case", () => {
  const stem = (file: string) => basename(file).replace(/(?:\.test|\.d)?\.m?[jt]s$/u, "");
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
  expect(
    testFiles.filter((file) => !/^tests\/(?:architecture\.test\.ts$|documents\.test\.ts$|unit\/|integration\/|e2e\/|faults\/)/u.test(file)),
  ).toEqual([]);
});

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

describe("the house", () => {
  const house = layered.filter((file) => !generated(file));

  test("has no hall: at most fifteen files of different kinds in a folder, and no prefix in place of a folder", () => {
    const many = Array.from({ length: 16 }, (_, at) => `bot/x/${String.fromCharCode(97 + at)}.ts`);
    expect(halls(many)).toEqual(["bot/x"]);
    expect(halls(many.map((file) => file.replace("bot/x", "domain/kinds")))).toEqual([]);
    expect(missingFolders(["bot/a-b.ts", "bot/a-c.ts", "bot/a-d.ts", "bot/a-e.ts"])).toEqual(["bot/a"]);
    expect(halls(house)).toEqual([]);
    expect(missingFolders(house)).toEqual([]);
  });

  test("has no circle of files, types included", () => {
    const made = { "a.ts": "b.ts", "b.ts": "c.ts", "c.ts": "b.ts", "d.ts": "a.ts" };
    expect(circles(new Map(Object.entries(made).map(([from, to]) => [from, [to]])))).toEqual([["b.ts", "c.ts"]]);
    expect(circles(new Map(house.map((file) => [file, imports(file, read(file))])))).toEqual([]);
  });

  test.each(["tests/unit", "tests/integration"])("is mirrored by %s", (level) => {
    expect(astray("tests/unit", ["tests/unit/bot/moved/x.test.ts"], ["bot/here/x.ts"])).toHaveLength(1);
    expect(astray("tests/unit", ["tests/unit/bot/other/x.test.ts"], ["bot/here/x.ts", "bot/other/y.ts"])).toHaveLength(1);
    expect(astray("tests/unit", ["tests/unit/bot/here/whole.test.ts"], ["bot/here/x.ts"])).toEqual([]);
    const tests = testFiles.filter((file) => file.startsWith(`${level}/`));
    expect(astray(level, tests, house)).toEqual([]);
  });

  test("has a core without clock and timer", () => {
    expect(["new Date()", "Date.now()", "setTimeout(x)", "performance.now()"].map(tellsTime)).toEqual([true, true, true, true]);
    expect(tellsTime("new Date(now)")).toBe(false);
    expect(house.filter((file) => file.startsWith("domain/") && tellsTime(read(file)))).toEqual([]);
  });
});

/** Nouns of commands are folders; the others hold what commands share. */
const nouns = readdirSync("commands", { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const worded = (text: string) => textsIn(text).filter((one) => isSentence(one) || isCommandLine(one, nouns));
/** What stands in files for other programs, and the note that a record of a mail's attachment gets: both are content, not answers. */
const contents = (file: string, text: string) =>
  file.startsWith("domain/export/stix/") || (file === "domain/import/mail/read.ts" && text.startsWith("attachment of a mail"));
test("the domain writes no sentence and no command line: its faults are data", () => {
  const found = sources("domain").flatMap((file) => worded(read(file)).flatMap((one) => (contents(file, one) ? [] : [`${file}: ${one}`])));
  expect(found).toEqual([]);
});

describe("the rule of sentences sees", () => {
  test.each([
    ["a sentence", 'fail({ write: "Write A, B, C or X and 1 to 4: B2." });'],
    ["a short one", 'const advice = "It is empty.";'],
    ["one without a stop", 'apart.add(line, "revoked objects are left out");'],
    ["one around values", ["const why = `page $", "{number} cannot be read`;"].join("")],
    ["a command line", 'const why = "Columns: 2 /ioc import";'],
    ["one with another prefix", 'const next = "!hit show 7";'],
  ])("%s", (_what, text) => {
    expect(worded(text)).toHaveLength(1);
  });
  test("and lets pass labels, lists, values, patterns and defects", () => {
    const text = `const kind = { label: "a name on X (Twitter)", examples: [["the one and only", "x"]] };
      const names = "ip address host file path".split(" "); const path = "/tmp/ioc";
      type Line = "this is not a value"; throw new Error("a fault that is a defect");
      // this is a sentence of a comment.
      const shape = String.raw\`the (?:end|start) of a line\`;`;
    expect(worded(text)).toEqual([]);
  });
});
