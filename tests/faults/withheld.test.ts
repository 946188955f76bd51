import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";
import { type Withholding, withholding } from "../support/withholding.ts";

/** The homeserver decides what reaches the bot, when, and under which stamp. Judged from what the officer's client decrypted. */
describe("a homeserver that keeps messages back", () => {
  let stage: Stage;
  let otto: Officer;
  let place: CaseRoom;
  let server: Withholding;
  beforeAll(async () => {
    stage = await startStage();
    otto = await stage.officer("otto", "DE");
    place = await stage.openCase("Slow Post", otto);
    server = withholding(stage.proxy);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });
  afterEach(({ task }) => {
    server.pass();
    if (task.result?.state === "fail") console.log(stage.output().slice(-6_000));
  });

  /** Sends what does not reach the bot. */
  async function withheld(text: string): Promise<string> {
    server.hold(place.room, otto.userId);
    const eventId = await otto.send(place.room, text);
    await until(() => server.held().includes(eventId) || undefined, "the message at the proxy");
    server.pass();
    return eventId;
  }
  const missing = () => otto.heardIn(place.room).filter(({ body }) => body.includes("did not reach me"));

  test("a command that it hands out later, as if just sent and in another order, is asked about and not run", async () => {
    await otto.say(place.room, "/ioc add before.example");
    const [first, second] = [await withheld("/ioc add held-one.example share:open"), await withheld("/ioc add held-two.example")];
    expect((await otto.say(place.room, "/ioc add later.example")).body).toMatch(/^IOC-\d+ logged/u);
    for (const eventId of [second, first]) {
      server.release(eventId);
      await otto.send(place.room, "what now");
      expect((await otto.expectAnswer(eventId)).body).toContain("came 1 minute late");
    }
    const list = (await otto.say(place.room, "/ioc list")).body;
    expect(list).toContain("later[.]example");
    expect(list).not.toContain("held-");
    // they came within the minute
    expect(missing()).toEqual([]);
  });

  test("what it never hands out is told of to the sender, once, talk as well, also by a bot that was started anew", async () => {
    await otto.say(place.room, "/bot version");
    await withheld("talk");
    await withheld("/ioc add never.example");
    const after = await otto.say(place.room, "/bot version");
    const under = await otto.client
      .getRoom(place.room)
      ?.findEventById(after.thread ?? "")
      ?.getId();
    await stage.restart();
    const told = await otto.expectMessage(place.room, ({ body }) => body.includes("did not reach me"), "the sentence", 120_000);
    expect(told.body).toContain("2 messages of yours before this one did not reach me.");
    expect(told.thread).toBe(under);
    await otto.say(place.room, "/bot version");
    expect(missing()).toHaveLength(1);
  });
});
