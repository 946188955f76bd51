import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { login, register } from "../support/accounts.ts";
import { endAll } from "../support/bot-process.ts";
import { type FalseClock, falseClock } from "../support/clock.ts";
import type { Heard } from "../support/hearing.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

const minute = 60_000;
const codeOf = ({ body }: Heard): string | undefined => /ok ([A-Z2-9]{4}) · /u.exec(body)?.[1];

/** What asks before it acts: a command that came late, somebody with another identity, somebody who was not invited. */
describe("a confirmation", () => {
  let clock: FalseClock;
  let stage: Stage;
  let nora: Officer;
  let otto: Officer;
  let north: CaseRoom;
  const guests: Officer[] = [];
  beforeAll(async () => {
    clock = falseClock();
    stage = await startStage({}, "direct");
    nora = await stage.officer("nora", "NO");
    otto = await stage.officer("otto", "DE");
    north = await stage.openCase("Careful Gull", nora, [otto]);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(guests.map((guest) => guest.stop()));
    await stage.stop();
    await endAll();
    clock.end();
  });

  /** The next question to this officer after `seen` of them, in their private room. */
  async function asked(officer: Officer, seen: number): Promise<Heard & { readonly code: string }> {
    const questions = () => officer.hearing.heard.filter((one) => one.sender === stage.bot && codeOf(one) !== undefined);
    const question = await until(() => questions()[seen], `a question to ${officer.userId}`);
    return { ...question, code: codeOf(question) ?? "" };
  }
  const questionsTo = (officer: Officer) => officer.hearing.heard.filter((one) => codeOf(one) !== undefined).length;
  /** The bot takes its clock from a file every few milliseconds: a command shows when it has. */
  async function late(officer: Officer, line: string): Promise<{ readonly eventId: string; readonly sentence: Heard }> {
    clock.jump(60 * minute);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const eventId = await officer.send(north.room, line);
    return { eventId, sentence: await officer.expectAnswer(eventId) };
  }

  test("a late command is shown in private and runs once, on its officer's code and no other", async () => {
    const { eventId, sentence } = await late(nora, "/ioc add late.example");
    expect(sentence.body).toMatch(/^This command came 60 minutes late\. Nothing was done yet/u);
    const question = await asked(nora, 0);
    expect(question.room).not.toBe(north.room);
    expect(question.body).toContain("late[.]example");
    expect(question.msgtype).toBe("m.text");

    // another officer's code is no code: their question gives them a private room
    await late(otto, "/bot version");
    const other = await asked(otto, 0);
    const wrong = await otto.say(other.room, `ok ${question.code}`);
    expect(wrong.body).toBe("Nothing was done. No such code, or it has run out.");
    expect((await nora.say(north.room, `/ok ${question.code}`)).body).toContain("This works only in your private room");

    expect((await nora.say(question.room, `ok ${question.code.toLowerCase()}`)).body).toBe(`Done in ${north.ref}: /ioc add late[.]example`);
    await until(() => nora.answersTo(eventId).length > 1 || undefined, "the answer in the thread of the command");
    expect(nora.answersTo(eventId)[1]?.body).toMatch(/^IOC-1 logged/u);
    expect((await nora.say(question.room, `ok ${question.code}`)).body).toBe("Nothing was done. No such code, or it has run out.");
    clock.jump(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await nora.say(north.room, "/ioc list")).body.match(/late\[\.\]example/gu)).toHaveLength(1);
    expect(nora.answersTo(eventId)).toHaveLength(2);
  });

  test("a code that has run out does nothing", async () => {
    const before = questionsTo(nora);
    await late(nora, "/ioc add forgotten.example");
    const question = await asked(nora, before);
    clock.jump(71 * minute);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await nora.say(question.room, `ok ${question.code}`)).body).toBe("Nothing was done. No such code, or it has run out.");
    clock.jump(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await nora.say(north.room, "/ioc list")).body).not.toContain("forgotten");
  });

  test("a member's new identity is approved by the lead, and the room goes on", async () => {
    const before = questionsTo(nora);
    const anew = await openOfficer(await login(stage.homeserver, otto.userId, otto.account.password));
    guests.push(anew);
    const question = await asked(nora, before);
    expect(question.body).toContain(`${otto.userId} shows a new identity`);
    expect(question.body).toMatch(/Fingerprint: (?:[a-z]+ ){5}[a-z]+\./u);
    const held = await nora.send(north.room, "/ioc add held.example");
    expect((await nora.say(question.room, `ok ${question.code}`)).body).toContain("Done");
    expect((await nora.expectAnswer(held)).body).toMatch(/^IOC-2 logged/u);
    // who was approved reads and commands
    await anew.expectMessage(north.room, ({ body }) => /^IOC-2 logged/u.test(body));
    expect((await anew.say(north.room, "/ioc add approved.example")).body).toMatch(/^IOC-3 logged/u);
  });

  test("an identity that changed again before the code is not approved, the newer one is shown", async () => {
    const before = questionsTo(nora);
    const second = await openOfficer(await login(stage.homeserver, otto.userId, otto.account.password));
    guests.push(second);
    const old = await asked(nora, before);
    const third = await openOfficer(await login(stage.homeserver, otto.userId, otto.account.password));
    guests.push(third);
    const newer = await asked(nora, before + 1);
    expect(newer.body).not.toBe(old.body);
    expect((await nora.say(newer.room, `ok ${old.code}`)).body).toContain("something else would happen now");
    const again = await asked(nora, before + 2);
    const held = await nora.send(north.room, "/ioc add waits.example");
    expect((await nora.say(again.room, `ok ${again.code}`)).body).toContain("Done");
    expect((await nora.expectAnswer(held)).body).toContain("logged");
    await third.expectMessage(north.room, ({ body }) => body.includes("waits[.]example"));
  });

  test("a stranger whom the roster knows is let in by the lead, and then hears what is said", async () => {
    const eve = await openOfficer(await register(stage.homeserver, "eve"));
    guests.push(eve);
    const before = questionsTo(nora);
    await stage.clara.say(stage.coordination, `/officer add ${eve.userId} country:FR`);
    const { accessToken } = await login(stage.homeserver, stage.bot, "pw-liaison");
    await fetch(`${stage.homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(north.room)}/invite`, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ user_id: eve.userId }),
    });
    await nora.expectMember(north.room, eve.userId);
    const question = await asked(nora, before);
    expect(question.body).toContain("no member of the case");
    expect((await nora.say(question.room, `ok ${question.code}`)).body).toContain("Done");
    expect((await eve.say(north.room, "/ioc list")).body).toContain("late[.]example");
    expect((await eve.say(north.room, "/ioc add no.example")).body).toContain("needs the role contribute");
  });
});
