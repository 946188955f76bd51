import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openQueue } from "../../../../jobs/engine/queue.ts";
import { testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";

test("a PostgreSQL that is not there at the start is waited for while everything else runs, and closing does not wait for it", async () => {
  const postgres = await testPostgres();
  try {
    await postgres.halt("crash");
    const told: string[] = [];
    const ran: string[] = [];
    const queue = openQueue({ postgresUrl: postgres.ownerUrl }, (name) => told.push(name));
    queue.work(async (id) => void ran.push(id), 2);
    const id = randomUUID();
    // several tries to connect; a loop that let nothing else run would end the test here
    for (let look = 0; look < 25; look++) {
      expect(await queue.add([id])).toBe(false);
      await sleep(100);
    }
    expect(told).toContain("ECONNREFUSED");
    await postgres.resume();
    await until(async () => (await queue.add([id])) || undefined, "the queue");
    await until(() => ran.includes(id) || undefined, "the run");
    expect(told.at(-1)).toBe("back");
    await queue.close();

    await postgres.halt("orderly");
    const other = openQueue({ postgresUrl: postgres.ownerUrl }, () => {});
    other.work(async () => {}, 2);
    expect(await other.add([id])).toBe(false);
    await other.close();
  } finally {
    await postgres.stop();
  }
});
