import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPurpose, folderMark, lockDataFolder, markFolder } from "../../../../config/files/data-folder.ts";
import { makePrivateFolder } from "../../../../config/files/private-folder.ts";
import { birthOf, commandOf } from "../../../../config/process/process.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "liaison-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataFolder = new URL("../../../../config/files/data-folder.ts", import.meta.url).href;
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

test.each([
  ["below a file", () => join(folder, "file", "data")],
  ["a file", () => join(folder, "file")],
  ["in a file system that makes no folders", () => "/proc/nope/data"],
])("a folder that cannot be made is refused by one sentence: %s", { timeout: 10_000 }, (_what, place) => {
  writeFileSync(join(folder, "file"), "");
  // in a process of its own: what does not return cannot be timed out from inside
  const act = `import { lockDataFolder } from ${JSON.stringify(dataFolder)};
    lockDataFolder(${JSON.stringify(place())}, 0).catch((error) => console.log(error.name, error.message));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", act], {
    encoding: "utf8",
    timeout: 8_000,
    killSignal: "SIGKILL",
  });
  expect(stdout).toBe(`Refusal ${place()} cannot be made or is no folder: name one on a disk with space, where this user may write.\n`);
});

test("folders above are made, for this user alone", () => {
  makePrivateFolder(join(folder, "a", "b"));
  makePrivateFolder(join(folder, "a", "b"));
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "a", "b")).mode & 0o777).toBe(0o700);
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
