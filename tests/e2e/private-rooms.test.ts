import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { login, register } from "../support/accounts.ts";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { sendsOf } from "../support/proxy.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

/** What is for one officer alone goes to a room of two. */
describe("a private room", () => {
  let stage: Stage;
  let nora: Officer;
  let otto: Officer;
  let north: CaseRoom;
  const guests: Officer[] = [];
  beforeAll(async () => {
    stage = await startStage();
    nora = await stage.officer("nora", "NO");
    otto = await stage.officer("otto", "DE");
    north = await stage.openCase("Quiet Gull", nora);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(guests.map((guest) => guest.stop()));
    await stage.stop();
    await endAll();
  });

  const owns = (officer: Officer) =>
    officer.client
      .getRooms()
      .filter((room) => room.name.includes("Liaison, private") && room.getMyMembership() === "join")
      .map((room) => room.roomId);
  /** The only private room that the officer is in, when there is one. */
  const own = (officer: Officer): Promise<string> =>
    until(() => (owns(officer).length === 1 ? owns(officer)[0] : undefined), `${officer.userId}'s own room`);
  const inPrivate = async (officer: Officer, test: (message: Heard) => boolean): Promise<Heard> =>
    officer.expectMessage(await own(officer), test, `something in ${officer.userId}'s own room`);
  /** What a homeserver can do: an invitation in the bot's name. */
  async function invited(room: string, userId: string): Promise<void> {
    const { accessToken } = await login(stage.homeserver, stage.bot, "pw-liaison");
    const response = await fetch(`${stage.homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(room)}/invite`, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ user_id: userId }),
    });
    if (!response.ok) throw new Error(`the invitation was refused: ${response.status}`);
  }

  test("is made on first need; the answer is encrypted in it, and where it was asked for the room hears only that", async () => {
    const said = await nora.say(north.room, "/bot why");
    expect(said.body).toBe("The answer waits for you in your private room with me: accept the invitation to it.");
    const answer = await inPrivate(nora, ({ body }) => body.startsWith("In the last day I could read"));
    expect(answer).toMatchObject({ sender: stage.bot, wasEncrypted: true, mentions: [], thread: undefined });
    const room = await own(nora);
    const people = nora.client
      .getRoom(room)
      ?.currentState.getMembers()
      .map(({ userId }) => userId);
    expect(people?.toSorted()).toEqual([stage.bot, nora.userId].toSorted());
    await expect(nora.client.invite(room, otto.userId)).rejects.toMatchObject({ errcode: "M_FORBIDDEN" });
    expect((await nora.say(north.room, "/bot why")).body).toBe("Sent to you in your private room with me.");
    // typed in it, it is answered in it
    expect((await nora.say(room, "/bot why")).body).toContain("In the last day");
    expect(nora.heardIn(room)).toHaveLength(3);
    await stage.restart();
    expect((await nora.say(room, "/bot version")).body).toContain("Liaison");
    expect(owns(nora)).toEqual([room]);
  });

  test("gets what somebody in the case's room may not hear, once, for whoever asked and may", async () => {
    const logged = await nora.say(north.room, "/ioc add secret.example tlp:red");
    expect(logged.body).toContain("secret[.]example");
    await nora.say(north.room, `/case add ${otto.userId}`);
    await otto.expectRoom(north.ref);
    await nora.expectMember(north.room, otto.userId);
    const sentence = `Not shown here: ${otto.userId} is not cleared for TLP:RED.`;
    expect((await nora.say(north.room, "/ioc show 1")).body).toBe(`${sentence} Sent to you in private.`);
    const shown = await inPrivate(nora, ({ body }) => body.includes("secret[.]example"));
    expect(shown.body.split("\n")[0]).toBe(north.ref);
    expect((await otto.say(north.room, "/ioc show 1")).body).toBe(sentence);
    await stage.restart();
    expect((await nora.say(await own(nora), "/bot version")).body).toContain("Liaison");
    expect(nora.heardIn(await own(nora)).filter(({ body }) => body.includes("secret[.]example"))).toHaveLength(1);
    expect(otto.hearing.heard.filter(({ body }) => body.includes("secret"))).toEqual([]);
  });

  test("is closed when a third is in it: nothing is said or done there, and what waits comes in a new one", async () => {
    const before = await own(nora);
    const eve = await openOfficer(await register(stage.homeserver, "eve"));
    guests.push(eve);
    await invited(before, eve.userId);
    await until(() => nora.client.getRoom(before)?.getMember(stage.bot)?.membership === "leave" || undefined, "the bot has left");
    const ignored = await nora.send(before, "/bot version");
    await nora.client.leave(before);
    expect((await nora.say(north.room, "/bot why")).body).toMatch(/private room/u);
    await inPrivate(nora, ({ body, room }) => room !== before && body.startsWith("In the last day"));
    expect(nora.answersTo(ignored)).toEqual([]);
    expect(await own(nora)).not.toBe(before);
    expect(sendsOf(stage.proxy.passed).filter(({ room, type }) => room === before && type !== "m.room.encrypted")).toEqual([]);
  });

  test("that its officer leaves is followed by another when there is something to say", async () => {
    const before = await own(nora);
    await nora.client.leave(before);
    await until(() => owns(nora).length === 0 || undefined, "no room of nora's own");
    await nora.say(north.room, "/bot why");
    await inPrivate(nora, ({ body, room }) => room !== before && body.startsWith("In the last day"));
    expect(await own(nora)).not.toBe(before);
  });

  test("is where an officer learns, once, that a device of theirs is not signed; the room of the case goes on", async () => {
    const unsigned = await openOfficer(await login(stage.homeserver, otto.userId, otto.account.password), { signed: false });
    guests.push(unsigned);
    const told = ({ body }: Heard) => body.startsWith(`Your device ${unsigned.account.deviceId} is not verified`);
    await nora.say(north.room, "/case info");
    await inPrivate(otto, told);
    expect((await nora.say(north.room, "/case info")).body).toContain(north.ref);
    await stage.restart();
    expect((await nora.say(north.room, "/case info")).body).toContain(north.ref);
    expect((await otto.say(await own(otto), "/bot version")).body).toContain("Liaison");
    expect(otto.hearing.heard.filter(told)).toHaveLength(1);
    expect(unsigned.hearing.heard.filter(({ sender, body }) => sender === stage.bot && body.includes(north.ref))).toEqual([]);
  });
});
