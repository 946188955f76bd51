import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { endAll, startBot } from "../support/bot-process.ts";
import { connected } from "../support/copy-out.ts";
import { startStage } from "../support/stage.ts";
import { testPostgres } from "../support/test-servers.ts";

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await endAll();
});

test("a bot leaves the work to a worker of its own process, and says what that one found", async () => {
  const postgres = await testPostgres();
  stops.push(postgres.stop);
  const stage = await startStage({ ROLE: "bot", DATABASE_URL: postgres.ownerUrl, GRACE: "1" });
  stops.push(stage.stop);
  const [nora, felix] = [await stage.officer("nora", "NL"), await stage.officer("felix", "FR")];
  const [north, south] = [await stage.openCase("Roles North", nora), await stage.openCase("Roles South", felix)];
  await nora.say(north.room, "/ioc add roles.example");
  await felix.say(south.room, "/ioc add roles.example");
  await sleep(3_000);
  const hits = () => [...nora.heardIn(north.room), ...felix.heardIn(south.room)].filter(({ body }) => body.startsWith("HIT-1"));
  expect(hits()).toEqual([]);

  await connected(postgres.ownerUrl, (client) => client.query("create role worker login password 'worker' in role liaison_worker"));
  const login = Object.assign(new URL(postgres.ownerUrl), { username: "worker", password: "worker" });
  const worker = startBot({
    settings: { ROLE: "worker", DATABASE_URL: login.href, MASTER_KEY_FILE: join(stage.data, "master.key") },
  });
  await nora.expectMessage(north.room, ({ body }) => body.startsWith("HIT-1: your IOC-1 (domain) was logged by another case."));
  await felix.expectMessage(south.room, ({ body }) => body.startsWith("HIT-1: another case holds your IOC-1 (domain)."));
  expect(hits()).toHaveLength(2);
  expect((await worker.term()).code).toBe(0);
  expect(worker.output()).toContain("Ready to work.");
});
