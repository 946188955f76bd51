import { describe, expect, test } from "vitest";
import { commands } from "../commands/index.ts";
import {
  astray,
  circles,
  clientServerPaths,
  generated,
  halls,
  hasDefault,
  imports,
  missingFolders,
  namesCommands,
  read,
  sources,
  tellsTime,
} from "./support/house-rules.ts";

/**
 * Per layer: the layers and the packages that it may import; nothing else, in any form of import. An entry ending in a
 * colon stands for all names that begin with it. Tests and benchmarks stand outside: they may import all.
 */
const may: Readonly<Record<string, readonly string[]>> = {
  // node:module only to find curves, numbering plans and the character maps of PDF.js when they are needed
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
    "postal-mime",
    "pdfjs-dist",
    "htmlparser2",
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
    "string-width",
    "wrap-ansi",
  ],
};

const layered = Object.keys(may).flatMap(sources);

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

const testFiles = sources("tests").filter((file) => file.endsWith(".test.ts"));
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

  // config may not import the bot: it prepares the sandbox's homeserver before there is one
  const knowingPaths = ["bot/matrix/homeserver.ts", "config/sandbox/matrix-api.ts", "config/sandbox/homeserver.ts"];
  test("knows the paths of the client-server API, and the SDK behind them, in the facade alone", () => {
    const spelled = ['"/_matrix/client/v3/sync"', "`/v3/rooms/x`", '"/v1/media"', `\`\${base}/rooms/\${id}/state\``];
    expect(spelled.map((text) => clientServerPaths(text).length)).toEqual([1, 1, 1, 1]);
    expect(clientServerPaths('// see /_matrix/client\nawait homeserver.join("!rooms/x"); // not /v3/join')).toEqual([]);
    expect(house.filter((file) => !knowingPaths.includes(file) && clientServerPaths(read(file)).length > 0)).toEqual([]);
    const ofSdk = (file: string, text: string) => imports(file, text).includes("matrix-bot-sdk");
    expect(ofSdk("bot/x.ts", 'import type { MatrixClient } from "matrix-bot-sdk";')).toBe(true);
    expect(house.filter((file) => ofSdk(file, read(file)))).toEqual(["bot/matrix/client/sdk.ts"]);
  });

  test("forgets nothing where that is unsafe: gate, outbox, policy, spill, defang have no branch for the rest", () => {
    const unsafe = /^(?:bot\/(?:gate|outbox)|storage\/outbox|domain\/notices|domain\/hits)\/|\/(?:defang|spill)\.ts$/u;
    expect(hasDefault("switch (x) {\n  case 1: return a;\n  default:\n    return b;\n}")).toBe(true);
    expect(house.filter((file) => unsafe.test(file) && hasDefault(read(file)))).toEqual([]);
  });

  test("is wired by what was touched, never by the name of a command", () => {
    const names = commands.map(({ name }) => name);
    expect(namesCommands('if (command === "ioc add") wake();', names)).toEqual(["ioc add"]);
    const compared = ['if (name === "ok") x();', 'if ("ok" !== name) x();', 'switch (name) {\n  case "ok":', '["no", "ok"].includes(name)'];
    expect(compared.map((text) => namesCommands(text, ["ok"]).length)).toEqual([1, 1, 1, 1]);
    expect(namesCommands('return { level: "ok" };\n// unless name === "ok"', ["ok"])).toEqual([]);
    const wiring = house.filter((file) => /^(?:bot|jobs)\//u.test(file) && !/^bot\/(?:views|terminal)\//u.test(file));
    expect(wiring.filter((file) => namesCommands(read(file), names).length > 0)).toEqual([]);
  });
});
