import { afterAll, expect, test } from "vitest";
import { register } from "../support/accounts.ts";
import { type BotProcess, endAll, newDataFolder, startBot } from "../support/bot-process.ts";
import { openOfficer } from "../support/officer.ts";
import { chosenSeed, sequence } from "../support/seed.ts";
import { setScene } from "../support/stage.ts";
import { acknowledgementFaults, hitFaults, stream } from "../support/stream.ts";
import { until } from "../support/waiting.ts";

afterAll(endAll);

const kills = 4;
const perRoom = 100;
/** So many values of each room are logged in the other room too. */
const shared = 40;

test("kill -9 in a stream of 200 commands: each is acknowledged exactly once, each hit is told exactly once on each side", async () => {
  const seed = chosenSeed();
  console.log(`seed ${seed} (FAULT_SEED=${seed} repeats it)`);
  const random = sequence(seed);
  const data = newDataFolder();
  // the sandbox's homeserver is a child of the bot: it dies and comes back with it
  const start = (): BotProcess => startBot({ data, settings: { COORDINATORS: "@cora:liaison.localhost", GRACE: "1" } });
  let bot = start();
  const sandbox = await bot.sandbox();
  const cora = await openOfficer(await register(sandbox.homeserver, "cora"));
  const scene = await setScene(sandbox.homeserver, sandbox.bot, cora);
  try {
    const nina = await scene.officer("nina", "NL");
    const fred = await scene.officer("fred", "FR");
    const north = await scene.openCase("Killed North", nina);
    const south = await scene.openCase("Killed South", fred);

    const values = (own: string): readonly string[] =>
      Array.from({ length: perRoom }, (_, at) => (at % 5 < (shared * 5) / perRoom ? `both-${at}.example` : `${own}-${at}.example`));
    const streams = Promise.all([stream(nina, north, values("north")), stream(fred, south, values("south"))]);
    const acknowledged = (): number =>
      [...nina.heardIn(north.room), ...fred.heardIn(south.room)].filter(({ body }) => /^IOC-\d+ logged/u.test(body)).length;
    for (let kill = 0; kill < kills; kill++) {
      const from = Math.floor(((kill + random() * 0.8) * 2 * perRoom) / kills);
      await until(() => acknowledged() >= from || undefined, `${from} acknowledgements`, 240_000);
      await new Promise((resolve) => setTimeout(resolve, random() * 300));
      console.log(`kill -9 after ${acknowledged()} acknowledgements`);
      await bot.kill9();
      bot = start();
      expect((await bot.sandbox()).homeserver).toBe(sandbox.homeserver);
    }
    const sent = (await streams).flat();
    expect(sent).toHaveLength(2 * perRoom);

    const met = (own: string) => sent.filter(({ value, place }) => value.startsWith("both-") && place.ref === own);
    const faults = () => [
      ...acknowledgementFaults(sent),
      ...hitFaults(nina, north, met(north.ref)),
      ...hitFaults(fred, south, met(south.ref)),
    ];
    await until(() => faults().length === 0 || undefined, "everything once", 90_000).catch(() => undefined);
    // whoever repeats themselves after a restart does it before they take the next command
    await nina.say(north.room, "/case info");
    await fred.say(south.room, "/case info");
    expect(met(north.ref).length).toBe(shared);
    expect(faults()).toEqual([]);
    expect([...nina.hearing.unreadable, ...fred.hearing.unreadable]).toEqual([]);
  } finally {
    await scene.stop();
  }
}, 420_000);
