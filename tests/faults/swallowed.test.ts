import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

interface Event {
  readonly type?: string;
  readonly sender?: string;
  readonly event_id?: string;
  content?: Record<string, unknown>;
}
interface SyncAnswer {
  readonly rooms?: { readonly join?: Record<string, { readonly timeline?: { readonly events?: Event[] } }> };
}
const timeoutMs = 2_000;

/** The homeserver takes what the bot says and hands out nothing, or something else. Judged from what officers' clients decrypted. */
describe("a homeserver that does not hand out what the bot says", () => {
  let stage: Stage;
  let otto: Officer;
  let place: CaseRoom;
  beforeAll(async () => {
    stage = await startStage({ ECHO_TIMEOUT: String(timeoutMs / 1_000) });
    otto = await stage.officer("otto", "DE");
    await stage.officer("mate", "DE");
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });
  afterEach(({ task }) => {
    stage.proxy.rule = () => "pass";
    if (task.result?.state === "fail") console.log(stage.output().slice(-6_000));
  });

  const lost = (who: Officer): readonly Heard[] =>
    who.hearing.heard.filter(({ sender, body }) => sender === stage.bot && body.includes("of mine") && body.includes(place.ref));
  const inPrivate = () => lost(otto).filter(({ room }) => room !== place.room);
  /** Lets sync work for so long: what anybody says ends a wait for news. */
  async function work(ms: number): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end; ) {
      await stage.clara.send(stage.coordination, "talk");
      await sleep(500);
    }
  }
  async function untilTold(times: number): Promise<void> {
    await until(
      async () => {
        await work(500);
        return (lost(stage.clara).length >= times && inPrivate().length >= times) || undefined;
      },
      "the alarm",
      90_000,
    );
  }
  /** The next message to the case's room is taken and handed to nobody; resolves when it was sent. */
  async function swallowed(text: string): Promise<void> {
    const path = `/rooms/${encodeURIComponent(place.room)}/send/m.room.encrypted/`;
    let taken = 0;
    stage.proxy.rule = (_method, asked) => {
      if (!asked.includes(path) || taken > 0) return "pass";
      taken++;
      return { status: 200, body: { event_id: `$swallowed-${Math.random()}` } };
    };
    await otto.send(place.room, text);
    await until(() => taken > 0 || undefined, "the message at the proxy");
  }

  test("what was taken and never handed out is told once, in the coordination room and to the lead, over a restart", async () => {
    place = await stage.openCase("Swallowed", otto);
    const before = otto.heardIn(place.room).length;
    await swallowed("/ioc add swallowed-canary.example");
    await stage.restart();
    await untilTold(1);
    const [told] = lost(stage.clara);
    expect(told?.body).toMatch(new RegExp(`^1 message of mine in the room of ${place.ref} \\(${before + 1}\\) did not come back`, "u"));
    expect(inPrivate()[0]?.mentions).toEqual([otto.userId]);
    expect((await stage.clara.say(stage.coordination, "/bot status")).body).toContain("lost on their way: 1 message");
    expect(stage.output()).toContain('"event":"message lost"');
    expect(stage.output()).not.toContain("swallowed-canary");
    // the next message shows it in any client
    const after = await otto.say(place.room, "/bot version");
    expect(after.tail).toMatch(new RegExp(`^${before + 2}·`, "u"));
    await stage.restart();
    await work(4 * timeoutMs);
    expect([lost(stage.clara).length, inPrivate().length]).toEqual([1, 1]);
  });

  test.each([
    ["rubbish", () => "AwgAEpABrubbish"],
    ["another message of the bot's", (earlier: string) => earlier],
  ])("what came back as %s is told", async (_name, other) => {
    place = await stage.openCase("Replaced", otto);
    let earlier: unknown;
    let replaced = 0;
    const rewrite = (body: string): string => {
      const answer = JSON.parse(body) as SyncAnswer;
      for (const event of answer.rooms?.join?.[place.room]?.timeline?.events ?? []) {
        if (event.type !== "m.room.encrypted" || event.sender !== stage.bot || event.content === undefined) continue;
        if (earlier === undefined) earlier = event.content.ciphertext;
        else if (replaced++ === 0) event.content.ciphertext = other(String(earlier));
      }
      return JSON.stringify(answer);
    };
    stage.proxy.rule = (_method, path) => (path.endsWith("/sync") ? { rewrite } : "pass");
    await otto.say(place.room, "/bot version");
    await otto.say(place.room, "/case info");
    await untilTold(1);
    expect(lost(stage.clara).map(({ body }) => body)).toEqual([
      expect.stringContaining("came back from the homeserver as another than I sent"),
    ]);
    await work(4 * timeoutMs);
    expect([lost(stage.clara).length, inPrivate().length]).toEqual([1, 1]);
  });

  test("an outage of sync, however long, loses nothing, and what is repeated after a lost answer comes back as well", async () => {
    place = await stage.openCase("Away", otto);
    const path = `/rooms/${encodeURIComponent(place.room)}/send/m.room.encrypted/`;
    let sent = 0;
    stage.proxy.rule = (_method, asked) => {
      if (sent > 0 && asked.endsWith("/sync")) return { status: 502, body: {} };
      if (!asked.includes(path)) return "pass";
      return sent++ === 0 ? "drop" : "pass";
    };
    await otto.say(place.room, "/bot version");
    await sleep(3 * timeoutMs);
    stage.proxy.rule = () => "pass";
    await otto.say(place.room, "/bot version");
    await work(4 * timeoutMs);
    expect([lost(stage.clara), inPrivate()]).toEqual([[], []]);
  });
});
