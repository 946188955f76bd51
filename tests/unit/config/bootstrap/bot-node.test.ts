import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { nodeArgs } from "../../../../config/bootstrap/bot-node.mjs";
import { settingTable } from "../../../../config/settings/table.ts";

/** MB of heap that Node allows a process with these arguments, the young objects' spaces included. */
function heapOf(env: Readonly<Record<string, string>>): number {
  const program = `process.stdout.write(String(require("node:v8").getHeapStatistics().heap_size_limit / 2 ** 20))`;
  return Number(spawnSync(process.execPath, [...nodeArgs(env), "-e", program], { encoding: "utf8" }).stdout);
}

test("the bot's heap is what the setting says, and what the settings' table says without it", () => {
  expect(heapOf({})).toBe(Number(settingTable.HEAP.fallback) + 6);
  expect(heapOf({ LIAISON_HEAP: "300" })).toBe(306);
});

test("what the settings refuse does not reach Node", () => {
  expect(nodeArgs({ LIAISON_HEAP: "512 --inspect" })).toEqual(nodeArgs({}));
});
