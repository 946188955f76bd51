import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMasterKey, readMasterKey } from "../../../../config/files/master-key.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "liaison-key-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a new key is 32 random bytes that only its owner can read", () => {
  const path = join(folder, "deep", "master.key");
  const key = createMasterKey(path);
  expect(key).toHaveLength(32);
  expect(readMasterKey(path)).toEqual(key);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "deep"))).toEqual(["master.key"]);
  expect(createMasterKey(join(folder, "other"))).not.toEqual(key);
});

test("a key that is there is never replaced", () => {
  const path = join(folder, "master.key");
  const key = createMasterKey(path);
  expect(() => createMasterKey(path)).toThrow(/is there already/u);
  expect(readFileSync(path)).toEqual(key);
});

test("a missing key is refused and not made", () => {
  const path = join(folder, "master.key");
  expect(() => readMasterKey(path)).toThrow(`The master key is not there: ${path} does not exist.`);
  expect(existsSync(path)).toBe(false);
});

test.each([0, 31, 33, 64])("a key of %i bytes is refused", (length) => {
  const path = join(folder, "master.key");
  writeFileSync(path, Buffer.alloc(length), { mode: 0o600 });
  expect(() => readMasterKey(path)).toThrow(`must be exactly 32 bytes; ${path} has ${length}.`);
});

test.each([0o640, 0o604, 0o620, 0o660])("a key of mode %o is refused", (mode) => {
  const path = join(folder, "master.key");
  createMasterKey(path);
  chmodSync(path, mode);
  expect(() => readMasterKey(path)).toThrow(`can be read by other users: run chmod 600 ${path}.`);
});

test("a systemd credential shows its access list as a group and is taken", () => {
  const path = join(folder, "master.key");
  const key = createMasterKey(path);
  chmodSync(path, 0o440);
  process.env.CREDENTIALS_DIRECTORY = folder;
  try {
    expect(readMasterKey(path)).toEqual(key);
  } finally {
    delete process.env.CREDENTIALS_DIRECTORY;
  }
});
