import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { handOver, leftRecoveryKey, recoveryKeyFile } from "../../../../config/files/recovery-key.ts";

const data = mkdtempSync(join(tmpdir(), "recovery-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));
const key = "EsT8 canary canary";

function hand(terminal: boolean): string {
  const said: string[] = [];
  handOver(key, { data, user: "@liaison:agency.example", shown: { terminal, say: (line) => void said.push(line) } });
  return said.join("");
}

test("a terminal shows the key, and no file keeps it", () => {
  expect(hand(true)).toContain(key);
  expect(leftRecoveryKey(data)).toBe(false);
});

test("what may be a log learns where the key is, and not the key", () => {
  const said = hand(false);
  expect(said).toContain(recoveryKeyFile(data));
  expect(said).not.toContain(key);
  expect(readFileSync(recoveryKeyFile(data), "utf8")).toBe(`${key}\n`);
  expect(statSync(recoveryKeyFile(data)).mode & 0o777).toBe(0o600);
  expect(leftRecoveryKey(data)).toBe(true);
});
