import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lineOf } from "../../../../../../bot/cli/operator/checks/finding.ts";
import { clock, rooms, specification } from "../../../../../../bot/cli/operator/checks/homeserver.ts";
import { checkMachine, checkNode, diskSpace } from "../../../../../../bot/cli/operator/checks/machine.ts";
import { markFolder } from "../../../../../../config/files/data-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "liaison-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const level = (found: { readonly level: string }): string => found.level;

test("a line tells level, what it is about, and what to do", () => {
  expect(lineOf({ level: "ok", what: "Node", says: "24.21.0" })).toBe("ok    Node: 24.21.0");
  expect(lineOf({ level: "FAIL", what: "disk", says: "full" })).toBe("FAIL  disk: full");
});

test("Node from 24 on", () => {
  expect([checkNode("22.20.1"), checkNode("24.0.0"), checkNode("26.1.0")].map(level)).toEqual(["FAIL", "ok", "ok"]);
});

test("less than a gibibyte of disk is a warning", () => {
  expect([diskSpace(2 ** 30 - 1, "data"), diskSpace(2 ** 30, "data")].map(level)).toEqual(["warn", "ok"]);
});

test.each([
  [undefined, "warn", /does not tell/u],
  [0, "ok", /as the homeserver's/u],
  [-10_000, "ok", /10 s/u],
  [10_001, "warn", /10 s behind/u],
  [-30_000, "warn", /30 s ahead of/u],
  [30_001, "FAIL", /30 s behind/u],
  [-31_000, "FAIL", /31 s ahead of/u],
])("a clock %j ms off: %s", (off, wanted, says) => {
  expect(clock(off)).toMatchObject({ level: wanted, says: expect.stringMatching(says) });
});

test("room version 12 must be offered", () => {
  expect(rooms({ "m.room_versions": { default: "10", available: { "11": "stable", "12": "stable" } } })).toMatchObject({ level: "ok" });
  for (const without of [{ "m.room_versions": { available: { "11": "stable" } } }, {}, undefined, "x"])
    expect(rooms(without)).toMatchObject({ level: "FAIL" });
});

test("the specification from v1.11 on, or MSC3967 before it", () => {
  expect(specification(["r0.6.1", "v1.2", "v1.12"], {})).toMatchObject({ level: "ok", says: "up to v1.12" });
  expect(specification(["v1.9", "v1.10"], {})).toMatchObject({ level: "warn", says: expect.stringContaining("MSC3967") });
  expect(specification(["v1.10"], { "org.matrix.msc3967": true })).toMatchObject({ level: "ok" });
  expect(specification(["v2.0"], undefined)).toMatchObject({ level: "ok" });
  for (const none of [[], undefined, ["r0.6.1"]]) expect(specification(none, {})).toMatchObject({ level: "FAIL" });
});

test("data folder and master key: before the first start, good, open to others, lost, too short", () => {
  const data = join(folder, "data");
  const masterKeyFile = join(data, "master.key");
  const look = () => {
    const [, folderLine, keyLine] = checkMachine({ data, masterKeyFile });
    return [folderLine?.level, keyLine?.level];
  };
  expect(look()).toEqual(["warn", "warn"]);
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(masterKeyFile, Buffer.alloc(32), { mode: 0o600 });
  expect(look()).toEqual(["ok", "ok"]);
  chmodSync(data, 0o711);
  expect(look()).toEqual(["ok", "ok"]);
  chmodSync(data, 0o755);
  chmodSync(masterKeyFile, 0o640);
  expect(look()).toEqual(["FAIL", "FAIL"]);
  chmodSync(data, 0o700);
  chmodSync(masterKeyFile, 0o600);
  writeFileSync(masterKeyFile, Buffer.alloc(31));
  expect(look()).toEqual(["ok", "FAIL"]);
  rmSync(masterKeyFile);
  markFolder(data, "real");
  expect(look()).toEqual(["ok", "FAIL"]);
});
