import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPurpose, folderMark, lockDataFolder, markFolder } from "../../../config/data-folder.ts";
import { birthOf, commandOf } from "../../../config/process.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "liaison-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sleeper = () => spawn("sleep", ["60"], { stdio: "ignore" });

test("a folder keeps its first purpose and its id", () => {
  expect(folderMark(folder)).toBeUndefined();
  const { id, fresh } = markFolder(folder, "sandbox");
  expect(fresh).toBe(true);
  expect(markFolder(folder, "sandbox")).toEqual({ id, fresh: false });
  expect(() => checkPurpose(folder, "real")).toThrow(/belongs to a sandbox, so it takes no real account/u);
  expect(() => markFolder(folder, "real")).toThrow();
  expect(folderMark(folder)).toEqual({ id, purpose: "sandbox" });
});

test("no sandbox in a folder that served a real homeserver", () => {
  markFolder(folder, "real");
  expect(() => checkPurpose(folder, "sandbox")).toThrow(/has served a real homeserver, so no sandbox starts in it/u);
});

test("a damaged mark is refused, not replaced", () => {
  writeFileSync(join(folder, "folder.json"), "{");
  expect(() => markFolder(folder, "sandbox")).toThrow(/cannot be read/u);
  expect(readFileSync(join(folder, "folder.json"), "utf8")).toBe("{");
});

test("a folder held by a live process is refused by a sentence with its number", async () => {
  const other = sleeper();
  const lock = `${other.pid} ${birthOf(other.pid ?? 0)}\n`;
  writeFileSync(join(folder, "lock"), lock);
  await expect(lockDataFolder(folder, 0)).rejects.toThrow(`Another Liaison (process ${other.pid}) is running on ${folder}: stop it first.`);
  expect(readFileSync(join(folder, "lock"), "utf8")).toBe(lock);
  expect(readdirSync(folder)).toEqual(["lock"]);
  other.kill("SIGKILL");
  // the waiting one gets it as soon as the holder is gone
  await lockDataFolder(folder, 20_000);
  expect(readFileSync(join(folder, "lock"), "utf8")).toMatch(new RegExp(`^${process.pid} `, "u"));
});

test("a killed holder whose number another process has now counts as none", async () => {
  const other = sleeper();
  writeFileSync(join(folder, "lock"), `${other.pid} 1\n`);
  await lockDataFolder(folder, 0);
  expect(readFileSync(join(folder, "lock"), "utf8")).toMatch(new RegExp(`^${process.pid} `, "u"));
  other.kill("SIGKILL");
});

test("processes are told apart by number and birth", () => {
  expect(birthOf(process.pid)).toBe(birthOf(process.pid));
  expect(birthOf(process.pid)).toBeTruthy();
  expect(commandOf(process.pid)).toContain("node");
  expect(birthOf(2 ** 30)).toBeUndefined();
  expect(commandOf(2 ** 30)).toBeUndefined();
});
