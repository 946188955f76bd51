import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { login, register } from "../support/accounts.ts";
import { endAll } from "../support/bot-process.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { sendsOf } from "../support/proxy.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

const isHit = ({ body }: { readonly body: string }): boolean => /^HIT-\d+: /u.test(body);

/** People whom a homeserver, or somebody who took an account over, puts where they do not belong. */
describe("who is in a case's room", () => {
  let stage: Stage;
  let nora: Officer;
  let otto: Officer;
  let fay: Officer;
  let north: CaseRoom;
  let south: CaseRoom;
  const guests: Officer[] = [];
  beforeAll(async () => {
    stage = await startStage();
    nora = await stage.officer("nora", "NO");
    otto = await stage.officer("otto", "DE");
    fay = await stage.officer("fay", "IE");
    north = await stage.openCase("Patient Gull", nora, [otto]);
    south = await stage.openCase("Distant Gull", fay);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(guests.map((guest) => guest.stop()));
    await stage.stop();
    await endAll();
  });

  /** What a homeserver can do: an invitation in the bot's name. */
  async function invited(userId: string): Promise<void> {
    const { accessToken } = await login(stage.homeserver, stage.bot, "pw-liaison");
    const response = await fetch(`${stage.homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(north.room)}/invite`, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ user_id: userId }),
    });
    if (!response.ok) throw new Error(`the invitation was refused: ${response.status}`);
    await nora.expectMember(north.room, userId);
  }
  async function removed(userId: string): Promise<void> {
    await nora.client.kick(north.room, userId);
    await until(() => nora.client.getRoom(north.room)?.getMember(userId)?.membership === "leave" || undefined, `${userId} removed`);
  }
  const holds = () => stage.clara.heardIn(stage.coordination).filter(({ body }) => body.startsWith("Nothing is said"));
  const told = (times: number) => until(() => holds().length >= times || undefined, `the coordinators told for the ${times}. time`);
  /** Waits until the bot has handled what was sent: so many of its messages wait. */
  async function waiting(messages: number): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      const { body } = await stage.clara.say(stage.coordination, "/bot status");
      if (body.includes(`, ${messages} message${messages === 1 ? "" : "s"}, `)) return;
    }
    throw new Error(`there were never ${messages} messages waiting`);
  }

  test("a member's new identity holds the room, runs nothing and reads nothing, until a lead removes it", async () => {
    await otto.say(north.room, "/ioc list");
    // an officer may hear an answer before its sending has passed the proxy
    const inNorth = () => sendsOf(stage.proxy.passed).filter(({ room }) => room === north.room).length;
    const heard = nora.heardIn(north.room).filter(({ sender }) => sender === stage.bot).length;
    await until(() => inNorth() >= heard || undefined, "all that was heard has passed");
    const before = stage.proxy.passed.length;
    const intruder = await openOfficer(await login(stage.homeserver, otto.userId, otto.account.password));
    guests.push(intruder);
    // nothing was said in the room, and yet its coordinators know
    await told(1);
    expect(holds().map(({ body }) => body)).toEqual([
      `Nothing is said in the room of ${north.ref} for now: ${otto.userId} shows a new identity. A lead is asked in private to approve it, or can remove that person from the room; it then goes on.`,
    ]);
    const held = await nora.send(north.room, "/ioc add held.example");
    const stolen = await intruder.send(north.room, "/ioc add stolen.example");
    const old = await otto.send(north.room, "/ioc add old-device.example");
    // the answer to what may run, and one sentence for what may not: the second of a kind is counted
    await waiting(2);
    expect((await fay.say(south.room, "/ioc add free.example")).body).toContain("logged");
    const passed = stage.proxy.passed.slice(before);
    expect(sendsOf(passed).filter(({ room }) => room === north.room)).toEqual([]);
    expect(passed.filter(({ path, body }) => path.includes("/sendToDevice/m.room.encrypted/") && body.includes(otto.userId))).toEqual([]);

    await stage.restart();
    await waiting(2);
    expect((await fay.say(south.room, "/ioc list")).body).toContain("free[.]example");
    expect(holds()).toHaveLength(1);

    await removed(otto.userId);
    expect((await nora.expectAnswer(held)).body).toMatch(/^IOC-1 logged/u);
    const list = await nora.say(north.room, "/ioc list");
    expect(list.body).toContain("held[.]example");
    expect(list.body).not.toMatch(/stolen|old-device/u);
    expect(nora.answersTo(held)).toHaveLength(1);
    expect([stolen, old].flatMap((refused) => nora.answersTo(refused).map(({ body }) => body))).toEqual([
      expect.stringMatching(/^Your identity changed\. Nothing was done/u),
    ]);
    for (const client of [intruder, otto]) expect(client.answersTo(held)).toEqual([]);
  });

  test("the same person in the room again is a new hold, told again", async () => {
    await invited(otto.userId);
    await told(2);
    const held = await nora.send(north.room, "/case info");
    await waiting(1);
    await removed(otto.userId);
    expect((await nora.expectAnswer(held)).body).toContain(north.ref);
    expect(holds()).toHaveLength(2);
  });

  test("a stranger reads no content; what was replaced can be asked for, and hits come when they are gone", async () => {
    const eve = await openOfficer(await register(stage.homeserver, "eve"));
    guests.push(eve);
    const inSouth = /IOC-\d+/u.exec((await fay.say(south.room, "/ioc add meeting.example")).body)?.[0];
    await invited(eve.userId);
    const added = await nora.say(north.room, "/ioc add meeting.example");
    expect(added.body).toBe(`Not shown here: ${eve.userId} is in this room and no member of the case. Sent to you in private.`);
    // the hit exists
    await fay.expectMessage(south.room, (message) => isHit(message) && message.body.includes(`${inSouth} (`));
    expect((await nora.say(north.room, "/hit list")).body).toMatch(/^Not shown here/u);
    expect(nora.heardIn(north.room).filter(isHit)).toEqual([]);

    await removed(eve.userId);
    await nora.expectMessage(north.room, isHit);
    expect((await nora.say(north.room, "/ioc list")).body).toContain("meeting[.]example");
    expect((await nora.say(north.room, "/hit list")).body).toContain("HIT-1");
    expect(nora.heardIn(north.room).filter(isHit)).toHaveLength(1);
    expect(eve.heardIn(north.room).filter(({ sender, body }) => sender === stage.bot && !body.startsWith("Not shown here"))).toEqual([]);
  });
});
