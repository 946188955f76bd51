import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, later, masterKey, noCodes, onPostgres, openCase, t0 } from "../../storage/fresh.ts";
import type { Task } from "./relay-process.ts";

const postgres = onPostgres();
const day = 86_400;

/** Another process with a relay; `line` resolves with what it printed next. */
function beside(ownerUrl: string) {
  const task: Task = { ownerUrl, masterKey: masterKey.toString("hex"), now: later(30 * day).toISOString() };
  const program = fileURLToPath(import.meta.resolve("./relay-process.ts"));
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    line: async (): Promise<string> => (await lines.next()).value ?? "ended",
    async stop() {
      const closed = once(child, "close");
      child.kill();
      await closed;
    },
  };
}
/** The ids of all work that is not done. */
const open = async (storage: OpenStorage) =>
  (await storage.transaction((tx) => tx.work.due(later(60 * day), 100))).map(({ id }) => id).toSorted();

test("work that one process writes wakes the relay of another one, which looks by itself once an hour", async () => {
  const { ownerUrl, ...unshared } = await postgres.open();
  const shared = await postgres.again(ownerUrl, { shared: true });
  const of = await shared.transaction((tx) => openCase(tx, "North", anna));
  const remind = (storage: OpenStorage) =>
    storage.transaction((tx) => tx.stores.tasks.add(of, { text: "call back", codes: noCodes, due: later(3_600) }, anna, t0));
  const other = beside(ownerUrl);
  try {
    // its first look, and the one when it begins to hear the others
    expect([await other.line(), await other.line()]).toEqual(["looked", "looked"]);
    // a process that tells nobody wakes nobody: this one is found by the look for the next one only
    await remind(unshared);
    const untold = await open(shared);
    await remind(shared);
    expect(await other.line()).toBe("looked");
    const all = await open(shared);
    expect([untold.length > 0, all.length]).toEqual([true, 2 * untold.length]);
    expect(await other.line()).toBe(`offered ${all.join(" ")}`);
  } finally {
    await other.stop();
  }
});
