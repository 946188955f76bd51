import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { generated, isTooLong, read, sources, withoutComments } from "./support/house-rules.ts";
import { isCommandLine, isSentence, textsIn } from "./support/sentences.ts";
import { asText, textual } from "./support/sql-as-text.ts";

const layered = ["domain", "storage", "commands", "jobs", "bot", "config"].flatMap(sources);
const all = [...layered, ...["tests", "bench"].flatMap(sources)];
const forbiddenNames = ["utils", "util", "helpers", "helper", "common", "types", "services", "misc"];

test("no file is longer than 250 lines, migrations and fixtures apart", () => {
  expect(["x\n".repeat(251), "x\n".repeat(250)].map(isTooLong)).toEqual([true, false]);
  expect(all.filter((file) => !generated(file) && isTooLong(read(file)))).toEqual([]);
});

test("nothing has more than four parameters, and nothing is let off", () => {
  const folder = mkdtempSync(join(tmpdir(), "liaison-style-"));
  try {
    const { linter } = JSON.parse(read("biome.json")) as { readonly linter: object };
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter }));
    const lint = (...names: readonly string[]) => {
      const text = `export const f = (${names.map((name) => `${name}: 1`).join(", ")}): unknown => [${names.join(", ")}];\n`;
      writeFileSync(join(folder, "x.ts"), text);
      return spawnSync(resolve("node_modules/.bin/biome"), ["lint", "x.ts"], { cwd: folder, encoding: "utf8" }).stderr;
    };
    expect(lint("a", "b", "c", "d", "e")).toContain("useMaxParams");
    expect(lint("a", "b", "c", "d")).not.toContain("useMaxParams");
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(layered.filter((file) => read(file).includes("useMaxParams"))).toEqual([]);
});

test("SQL stands as text only in the files that are named, and those need it", () => {
  const files = layered.filter((file) => file.startsWith("storage/") && !generated(file));
  expect(files.filter((file) => textual.test(read(file))).sort()).toEqual(Object.keys(asText).sort());
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
  expect(testFiles.filter((file) => file !== "tests/style.test.ts" && leftOut.test(read(file)))).toEqual([]);
});

test("every test file is one that vitest looks for", () => {
  expect(testFiles.filter((file) => !/^tests\/(?:[a-z]+\.test\.ts$|(?:unit|integration|e2e|faults)\/)/u.test(file))).toEqual([]);
});

test("any is no type here", () => {
  const any = /(?:[:<,|&(=]|\bas|\bextends)\s*any\b(?!\s*[:(.])/u;
  expect(all.filter((file) => file.endsWith(".ts") && file !== "tests/style.test.ts" && any.test(withoutComments(read(file))))).toEqual([]);
});

test("nothing is left for later", () => {
  const later = new RegExp(`\\b(?:${["TO", "DO"].join("")}|${["FIX", "ME"].join("")}|X{3})\\b`, "u");
  expect(all.filter((file) => later.test(read(file)))).toEqual([]);
});

const nouns = readdirSync("commands", { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const worded = (text: string) => textsIn(text).filter((one) => isSentence(one) || isCommandLine(one, nouns));
/** What stands in files for other programs, and the note that a record of a mail's attachment gets: both are content, not answers. */
const contents = (file: string, text: string) =>
  file.startsWith("domain/export/stix/") || (file === "domain/import/mail/attached.ts" && text.startsWith("attachment of a mail"));
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
