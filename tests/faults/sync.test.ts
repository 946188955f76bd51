import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { register } from "../support/accounts.ts";
import { endAll } from "../support/bot-process.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { type RecordingProxy, sendsOf, startProxy, type Treatment } from "../support/proxy.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { acknowledgementFaults, refOf, type Streamed, stream } from "../support/stream.ts";
import { until } from "../support/waiting.ts";

const seed = chosenSeed();
const runs = chosenRuns(1);
const random = sequence(seed);
const each = Array.from({ length: runs }, (_, run) => run);
const faults: readonly Treatment[] = [
  "cut",
  "cut",
  "drop",
  { status: 429, body: { errcode: "M_LIMIT_EXCEEDED", error: "slow", retry_after_ms: 100 } },
  { status: 500, body: { errcode: "M_UNKNOWN", error: "fault" } },
  { status: 502, body: {} },
];
const anyFault = (): Treatment => faults[Math.floor(random() * faults.length)] ?? "cut";

/** Judged from what the officers' clients decrypted. */
describe(`what the bot receives over a bad line (FAULT_SEED=${seed})`, () => {
  let stage: Stage;
  let gert: Officer;
  let place: CaseRoom;
  beforeAll(async () => {
    stage = await startStage();
    gert = await stage.officer("gert", "DE");
    place = await stage.openCase("Long Gap", gert);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(stage.output().slice(-8_000));
  });

  /** Every command is answered once, in the order in which it was sent; one more command ends the wait for a second answer. */
  async function judge(sent: readonly Streamed[]): Promise<void> {
    await until(() => acknowledgementFaults(sent).length === 0 || undefined, "every answer", 150_000).catch(() => undefined);
    stage.proxy.rule = () => "pass";
    await gert.say(place.room, "/case info", 120_000);
    expect(acknowledgementFaults(sent)).toEqual([]);
    const numbers = sent.map((one) => Number(refOf(one).slice("IOC-".length)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const answered = gert.heardIn(place.room).flatMap(({ thread }) => thread ?? []);
    expect(answered.filter((thread) => sent.some(({ eventId }) => eventId === thread))).toEqual(sent.map(({ eventId }) => eventId));
    expect(new Set(sendsOf(stage.proxy.passed).map(({ type }) => type))).toEqual(new Set(["m.room.encrypted"]));
  }

  test.for(each)("answers of /sync, /send and /keys that fail, hang and break off, run %i", { timeout: 400_000 }, async (run) => {
    const hangs = new Set(["/send/", "/keys/"]);
    stage.proxy.rule = (_method, path) => {
      if (!/\/(?:sync|send|keys|sendToDevice|state)(?:\/|$)/u.test(path) || random() > 0.3) return "pass";
      const hanging = [...hangs].find((part) => path.includes(part));
      if (hanging === undefined) return anyFault();
      hangs.delete(hanging);
      return "hang";
    };
    // the key of a new session has to come over the bad line too
    const values = (part: string) => Array.from({ length: 12 }, (_, at) => `${part}-${run}-${at}.example`);
    const first = await stream(gert, place, values("cut"));
    await gert.client.getCrypto()?.forceDiscardSession(place.room);
    await judge([...first, ...(await stream(gert, place, values("after")))]);
  });

  test.for(each)("a gap of 500 events while the bot was down, run %i", { timeout: 400_000 }, async (run) => {
    await stage.process().term();
    const sent: Streamed[] = [];
    for (let at = 0; at < 50; at++) {
      const value = `gap-${run}-${at}.example`;
      sent.push({ officer: gert, place, value, eventId: await gert.send(place.room, `/ioc add ${value}`) });
      await Promise.all(Array.from({ length: 9 }, (_, line) => gert.send(place.room, `talk ${at} ${line}`)));
    }
    const before = stage.proxy.passed.length;
    // the first of them falls into the start itself, which must live through it
    let left = 3;
    stage.proxy.rule = (_method, path) => (path.endsWith("/messages") && left-- > 0 ? anyFault() : "pass");
    await stage.restart();
    await judge(sent);
    expect(stage.proxy.passed.slice(before).some(({ path }) => path.endsWith("/messages"))).toBe(true);
  });

  test.for(each)(
    "a key that comes soon is waited for; one that comes late or never is told of once, and nothing runs unasked, run %i",
    { timeout: 400_000 },
    async (run) => {
      const late = await open(`lara${run}`);
      const never = await open(`wanda${run}`);
      try {
        const keyless = ({ body }: { readonly body: string }) => body.startsWith("I could not read this message");
        const soon = await delayed(late, ["/ioc add soon-one.example", "/ioc add soon-two.example"]);
        await soon.deliver();
        const done = await Promise.all(soon.eventIds.map((eventId) => late.officer.expectAnswer(eventId)));
        expect(done.map(({ body }) => /^IOC-\d+ logged/u.test(body))).toEqual([true, true]);
        const { eventIds, deliver } = await delayed(late, ["/ioc add late-one.example", "/ioc add late-two.example"]);
        const withheld = await unshared(never, "/ioc add never.example");
        await late.officer.expectMessage(late.place.room, keyless, "the notice of a missing key", 90_000);
        const told = await never.officer.expectMessage(never.place.room, keyless, "the notice of a withheld key", 90_000);
        expect(told).toMatchObject({ thread: withheld, body: expect.stringContaining("your client does not trust my device yet") });
        await deliver();
        // its officer was asked to send it again, and may have done so
        for (const [at, eventId] of eventIds.entries())
          await late.officer.expectMessage(
            late.place.room,
            ({ thread, body }) => thread === eventId && / late\. /u.test(body),
            `command ${at}`,
          );
        expect((await late.officer.say(late.place.room, "/ioc list")).body).not.toContain("late-");
        expect(late.officer.heardIn(late.place.room).filter(keyless)).toHaveLength(1);
        const answers = [...soon.eventIds, ...eventIds].map((eventId) => late.officer.answersTo(eventId).filter((one) => !keyless(one)));
        expect(answers.map((each) => each.length)).toEqual([1, 1, 1, 1]);
        expect((await never.officer.say(never.place.room, "/ioc list")).body).not.toContain("never[.]example");
      } finally {
        await Promise.all([late, never].map(({ officer, line }) => Promise.all([officer.stop(), line.stop()])));
      }
    },
  );

  interface Behind {
    readonly officer: Officer;
    readonly account: Awaited<ReturnType<typeof register>>;
    readonly line: RecordingProxy;
    readonly place: CaseRoom;
  }
  /** An officer with a line of their own to the homeserver, lead of a case whose bot reads them. */
  async function open(name: string): Promise<Behind> {
    const line = await startProxy(stage.homeserver);
    const account = await register(stage.homeserver, name);
    const officer = await openOfficer({ ...account, homeserver: line.url });
    await stage.clara.say(stage.coordination, `/officer add ${account.userId} country:NL`);
    const opened = await stage.openCase(`Case of ${name}`, officer);
    await officer.say(opened.room, "/case info");
    return { officer, account, line, place: opened };
  }
  /** Sends commands in a session whose key the homeserver seems to have taken and has not; `deliver` hands it over. */
  async function delayed({ officer, account, line, place: { room } }: Behind, texts: readonly string[]) {
    const toDevice = (path: string) => path.includes("/sendToDevice/m.room.encrypted/");
    await officer.client.getCrypto()?.forceDiscardSession(room);
    line.rule = (_method, path) => (toDevice(path) ? { status: 200, body: {} } : "pass");
    const before = line.passed.length;
    const eventIds: string[] = [];
    for (const text of texts) eventIds.push(await officer.send(room, text));
    line.rule = () => "pass";
    const kept = line.passed.slice(before).filter(({ path }) => toDevice(path));
    expect(kept.length).toBeGreaterThan(0);
    const headers = { authorization: `Bearer ${account.accessToken}` };
    const deliver = async (): Promise<void> => {
      for (const { path, body } of kept) await fetch(account.homeserver + path, { method: "PUT", body, headers });
    };
    return { eventIds, deliver };
  }
  /** Sends one command whose key is withheld from devices that the officer has not verified, as the bot's. */
  async function unshared({ officer, place: { room } }: Behind, text: string): Promise<string> {
    const crypto = officer.client.getCrypto();
    if (crypto === undefined) throw new Error("no crypto");
    await crypto.forceDiscardSession(room);
    crypto.globalBlacklistUnverifiedDevices = true;
    const eventId = await officer.send(room, text);
    crypto.globalBlacklistUnverifiedDevices = false;
    await crypto.forceDiscardSession(room);
    return eventId;
  }
});
