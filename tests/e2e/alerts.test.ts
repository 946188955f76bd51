import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loopbackPort } from "../../config/process/port.ts";
import { login } from "../support/accounts.ts";
import { type BotProcess, endAll, startBot } from "../support/bot-process.ts";
import { connected } from "../support/copy-out.ts";
import type { Heard } from "../support/hearing.ts";
import { type HookSender, hookSender } from "../support/hook-sender.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { operate } from "../support/operate.ts";
import { type CaseRoom, type Scene, setScene, startStage } from "../support/stage.ts";
import { testPostgres } from "../support/test-servers.ts";
import { until } from "../support/waiting.ts";

const isAlert = ({ body }: Pick<Heard, "body">): boolean => /^ALERT-\d+ · /u.test(body);
const alertsIn = (officer: Officer, { room }: CaseRoom): readonly Heard[] => officer.heardIn(room).filter(isAlert);

/** Has a coordinator add a source, and reads from the private room what only stands there. */
async function addSource({ clara, coordination, bot }: Scene, { ref }: CaseRoom): Promise<HookSender & { readonly secret: string }> {
  const answer = await clara.say(coordination, `/alert source add webhook case:${ref}`);
  expect(answer.body).not.toContain("whsec_");
  const told = await clara.hearing.expect(
    ({ sender, body }) => sender === bot && body.includes(`of ${ref} added`) && body.includes("Secret: "),
    "address and secret",
    60_000,
  );
  expect([coordination]).not.toContain(told.room);
  expect(
    clara.client
      .getRoom(told.room)
      ?.getJoinedMembers()
      .map(({ userId }) => userId)
      .toSorted(),
  ).toEqual([clara.userId, bot].toSorted());
  const line = (name: string) => new RegExp(`^${name}: (\\S+)$`, "mu").exec(told.body)?.[1] ?? "";
  return { ...hookSender(line("Address"), line("Secret")), secret: line("Secret") };
}

describe("a tool that sends alerts to the sandbox", () => {
  let bot: BotProcess;
  let scene: Scene;
  let anna: Officer;
  let place: CaseRoom;
  let edr: Awaited<ReturnType<typeof addSource>>;
  beforeAll(async () => {
    bot = startBot();
    const sandbox = await bot.sandbox();
    const person = async (name: string) => {
      const { userId = "", password = "" } = sandbox.officers.find((one) => one.userId.startsWith(`@${name}:`)) ?? {};
      return openOfficer(await login(sandbox.homeserver, userId, password));
    };
    scene = await setScene(sandbox.homeserver, sandbox.bot, await person("clara"));
    anna = await person("anna");
    place = await scene.openCase("Patient Kestrel", anna);
    edr = await addSource(scene, place);
    expect(edr.address.startsWith(`${sandbox.hooks}/hooks/`)).toBe(true);
    expect(sandbox.hooks).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  });
  afterAll(async () => {
    await anna.stop();
    await scene.stop();
    await endAll();
  });

  const high = { severity: "high", title: "Beacon to known C2", text: "first\nsecond", indicators: ["198.51.100.7", "evil.example"] };
  /** What the default push rules make of a message. */
  const pushed = (eventId: string) => {
    const event = anna.client.getRoom(place.room)?.findEventById(eventId);
    return event && anna.client.getPushActionsForEvent(event);
  };

  test("from high upwards an alert is one message that rings for the lead; below it rings for nobody", async () => {
    expect((await edr.send(high, { id: "first" })).status).toBe(202);
    const call = await anna.expectMessage(place.room, isAlert);
    expect(call).toMatchObject({ msgtype: "m.text", mentions: [anna.userId], wasEncrypted: true });
    expect(call.body).toContain('ALERT-1 · high · "Beacon to known C2"');
    expect(call.body).toContain("│ first\n│ second");
    expect(call.body).toContain("!ioc add\n198[.]51[.]100[.]7\nevil[.]example");
    expect(pushed(call.eventId)).toMatchObject({ notify: true, tweaks: { highlight: true } });
    expect((await edr.send({ severity: "medium", title: "Port scan" })).status).toBe(202);
    const record = await anna.expectMessage(place.room, ({ body }) => body.startsWith("ALERT-2 · medium"));
    expect(record).toMatchObject({ msgtype: "m.notice", mentions: [] });
    expect(pushed(record.eventId)?.notify).not.toBe(true);
    // nothing of it was logged
    expect((await anna.say(place.room, "/ioc list")).body).toBe("No records.");
  });

  test("repeated, other, wrongly signed, old and oversized ones are answered, and nothing is posted", async () => {
    const again = await edr.send(high, { id: "first" });
    const other = await edr.send({ severity: "info", title: "Another" }, { id: "first" });
    const wrong = await edr.send({ severity: "high", title: "Forged" }, { signature: `v1,${createHash("sha256").digest("base64")}` });
    const old = await edr.send({ severity: "high", title: "Old" }, { at: new Date(Date.now() - 301_000) });
    const big = await edr.send({ severity: "high", title: "Big", text: "x".repeat(70_000) });
    expect([again, other, wrong, old, big].map(({ status }) => status)).toEqual([202, 409, 401, 401, 413]);
    expect((await edr.send({ severity: "info", title: "Last" })).status).toBe(202);
    await anna.expectMessage(place.room, ({ body }) => body.includes("Last"));
    expect(alertsIn(anna, place).map(({ body }) => body.split(" · ").slice(0, 2))).toEqual([
      ["ALERT-1", "high"],
      ["ALERT-2", "medium"],
      ["ALERT-3", "info"],
    ]);
  });

  test("they are listed, acknowledged, and gone from the list", async () => {
    expect((await anna.say(place.room, "/alert ack 1")).body).toBe("ALERT-1 acknowledged");
    expect((await anna.say(place.room, "/alert ack 1")).body).toMatch(/^ALERT-1 acknowledged already by @anna:/u);
    expect((await anna.say(place.room, "/alert")).body).toMatch(/^2 open alerts, newest first:\nALERT-3 · info · "Last"/u);
  });

  test("the secret is in no log and in no other room; nothing more is taken from a removed source", async () => {
    expect(bot.output()).not.toContain(edr.secret);
    expect(scene.clara.hearing.heard.filter(({ body }) => body.includes(edr.secret))).toHaveLength(1);
    // what was refused is written down once a second
    let list = "";
    for (let tries = 0; tries < 100 && !list.includes("too large"); tries++)
      list = (await scene.clara.say(scene.coordination, "/alert source list")).body;
    expect(list).toMatch(
      /^C-\d{4}-\d{4} .* · source 1 · webhook .* · 3 taken · 1 repeated · 1 other content under a known id · 1 wrong signature · 1 old timestamp · 1 too large$/mu,
    );
    await scene.clara.say(scene.coordination, `/alert source remove 1 case:${place.ref}`);
    expect((await edr.send({ severity: "high", title: "Late" })).status).toBe(401);
  });
});

test("alerts taken by a process of its own that is killed again and again are each said once by the bot", async () => {
  const postgres = await testPostgres();
  const port = String(await loopbackPort());
  const stage = await startStage({ ROLE: "bot", DATABASE_URL: postgres.ownerUrl, HOOKS_PORT: port });
  const nora = await stage.officer("nora", "NO");
  const place = await stage.openCase("Patient Owl", nora);
  const edr = await addSource(stage, place);
  const database = { DATABASE_URL: postgres.ownerUrl, MASTER_KEY_FILE: join(stage.data, "master.key") };
  const keys = join(stage.data, "receiver-keys");
  expect(await operate(["receiver", "key", keys], database)).toMatchObject({ code: 0, complained: "" });
  // all that the process gets: a login that may lay alerts down, and the keys for that
  await connected(postgres.ownerUrl, (client) => client.query("create role hooks login password 'hooks' in role liaison_feeds"));
  const login = Object.assign(new URL(postgres.ownerUrl), { username: "hooks", password: "hooks" });
  const settings = { ROLE: "sources", DATABASE_URL: login.href, HOOKS_PORT: port, RECEIVER_KEY_FILE: keys };
  const begin = () => startBot({ settings });
  let sources = begin();
  /** As Standard Webhooks ask of a sender: the same id until it is accepted. */
  const deliver = async (n: number): Promise<void> => {
    for (;;) {
      const status = await edr.send({ severity: n % 5 === 0 ? "high" : "low", title: `delivery ${n}.` }, { id: `d${n}` }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 202) return;
      await sleep(100);
    }
  };
  const numbers = Array.from({ length: 40 }, (_, n) => n);
  for (const part of [0, 1, 2, 3]) {
    const mine = numbers.slice(part * 10, part * 10 + 10);
    const delivered = Promise.all(mine.map(deliver));
    if (part > 0) {
      // somewhere among the ten
      await Promise.race([delivered, sleep(part * 40)]);
      await sources.kill9();
      sources = begin();
    }
    await delivered;
  }
  for (const n of numbers) await nora.expectMessage(place.room, ({ body }) => body.includes(`delivery ${n}.`), `delivery ${n}`);
  expect((await nora.say(place.room, "/alert list")).body).toMatch(/^40 open alerts/u);
  expect(alertsIn(nora, place)).toHaveLength(40);
  expect(alertsIn(nora, place).filter(({ mentions }) => mentions?.includes(nora.userId))).toHaveLength(8);
  // what was delivered before the last kill needed no further process: it may be starting still
  await until(() => sources.output().includes("Ready to take alerts.") || undefined, "the last process to be ready");
  expect((await sources.term()).code).toBe(0);
  await stage.stop();
  await postgres.stop();
  await endAll();
});
