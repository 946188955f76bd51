import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Log, openLog } from "../../../../bot/runtime/log.ts";

const folder = mkdtempSync(join(tmpdir(), "liaison-log-"));
const file = join(folder, "logs", "liaison.log");
let log: Log;
beforeAll(() => {
  log = openLog("info", file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const last = () => JSON.parse(readFileSync(file, "utf8").trim().split("\n").at(-1) ?? "");

test("a fault is named with its place; nothing of its message is written, not even a line that looks like a frame", () => {
  const fault = Object.assign(new TypeError("canary value\n    at canary (file:1:1)"), { code: "23505" });
  log.fault("handling", fault, { eventId: "$1" });
  expect(last()).toMatchObject({ event: "handling", name: "TypeError", code: "23505", eventId: "$1" });
  expect(last().at[0]).toContain("log.test.ts");
  expect(readFileSync(file, "utf8")).not.toContain("canary");
});

test("what is thrown without being an error is named by its kind only", () => {
  log.fault("handling", "canary text");
  expect(last()).toMatchObject({ event: "handling", name: "string" });
  expect(readFileSync(file, "utf8")).not.toContain("canary");
});
