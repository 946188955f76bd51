import ICAL from "node-ical";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attached } from "../support/attachments.ts";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";

describe("meetings", () => {
  let stage: Stage;
  let nina: Officer;
  let fred: Officer;
  let room: CaseRoom;
  beforeAll(async () => {
    stage = await startStage();
    nina = await stage.officer("nina", "NL");
    fred = await stage.officer("fred", "FR");
    for (const [officer, zone] of [
      [nina, "America/New_York"],
      [fred, "Europe/Paris"],
    ] as const)
      await stage.clara.say(stage.coordination, `/officer add ${officer.userId} tz:${zone}`);
    room = await stage.openCase("Patient Heron", nina, [fred]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  const files = (officer: Officer) => officer.heardIn(room.room).filter(({ msgtype }) => msgtype === "m.file");
  const calls = (officer: Officer, words: string) =>
    officer.heardIn(room.room).filter(({ body, msgtype }) => msgtype === "m.text" && body.startsWith(words));
  const entryOf = (text: string) => Object.values(ICAL.sync.parseICS(text)).find((one) => one?.type === "VEVENT");
  const isCall = (words: string) => (message: Heard) => message.msgtype === "m.text" && message.body.startsWith(words);
  const schedule = ["2027-03-02 15:00 Europe/Paris (14:00 UTC)", "2027-03-02 09:00 America/New_York (14:00 UTC)"];

  test("slots are shown on both clocks, and who is asked hears it once", async () => {
    const planned = await nina.say(
      room.room,
      '/meet plan "Sinkhole consultation" slots:"2027-03-01 10:00, 2027-03-02 15:00" tz:Europe/Paris dur:1h30m',
    );
    expect(planned).toMatchObject({ msgtype: "m.notice", mentions: [] });
    expect(planned.body).toMatch(/^MEET-1 saved · "Sinkhole consultation" · 90 min\n1\. 2027-03-01 10:00 Europe\/Paris \(09:00 UTC\)\n/u);
    for (const line of schedule) expect(planned.body).toContain(line);
    const call = await fred.expectMessage(room.room, isCall("MEET-1"));
    expect(call).toMatchObject({ mentions: [fred.userId], thread: planned.thread });
  });

  test("both vote", async () => {
    expect((await fred.say(room.room, "/meet vote 1 1,2")).body).toMatch(/^MEET-1 vote saved · 1,2 · /u);
    const second = await nina.say(room.room, "/meet vote 1 2");
    expect(second.body).toContain(`2. 2027-03-02 09:00 America/New_York (14:00 UTC) · 2 votes · ${fred.userId}, ${nina.userId}`);
  });

  test("the slot is fixed: one schedule, one calendar file, though an upload fails and an answer is lost", async () => {
    let uploads = 0;
    let dropped = false;
    stage.proxy.rule = (_method, path) => {
      if (path.endsWith("/upload")) return ++uploads === 1 ? { status: 502, body: {} } : "pass";
      if (uploads !== 2 || dropped || !path.includes("/send/m.room.encrypted/")) return "pass";
      dropped = true;
      return "drop";
    };
    const fixed = await nina.say(room.room, "/meet fix 1 2");
    for (const line of schedule) expect(fixed.body).toContain(line);
    const call = await fred.expectMessage(room.room, isCall("MEET-1 fixed"));
    expect(call).toMatchObject({ mentions: [fred.userId], body: fixed.body, thread: undefined });
    stage.proxy.rule = () => "pass";
    expect([uploads, dropped]).toEqual([3, true]);

    const [file, ...more] = files(fred);
    expect(more).toEqual([]);
    if (file === undefined) throw new Error("no file");
    expect(file).toMatchObject({ body: "MEET-1.ics", wasEncrypted: true, mentions: [], thread: fixed.thread });
    const { name, mimetype, text } = await attached(fred, file);
    expect([name, mimetype]).toEqual(["MEET-1.ics", "text/calendar"]);
    expect(entryOf(text)).toMatchObject({
      method: "PUBLISH",
      summary: "Sinkhole consultation",
      start: new Date("2027-03-02T14:00:00Z"),
      end: new Date("2027-03-02T15:30:00Z"),
      sequence: 0,
    });
    const sent = stage.proxy.passed.filter(({ path }) => path.endsWith("/upload"));
    expect(sent.length).toBeGreaterThan(0);
    for (const { body } of sent) expect(body).not.toMatch(/VCALENDAR|Sinkhole|MEET/u);
    expect((await fred.say(room.room, "/meet fix 1 1")).body).toMatch(
      /^Nothing was saved\. Not permitted: \/meet fix needs the role lead\./u,
    );
  });

  test("cancelled, it leaves calendars, and takes no votes any more", async () => {
    const off = await nina.say(room.room, "/meet cancel 1 reason:no quorum");
    expect(off.body).toMatch(/^MEET-1 cancelled: no quorum/u);
    await fred.expectMessage(room.room, isCall("MEET-1 cancelled"));
    const all = await Promise.all(files(fred).map((file) => attached(fred, file)));
    const entries = all.map(({ text }) => entryOf(text));
    expect(entries).toMatchObject([{ sequence: 0 }, { method: "CANCEL", sequence: 1, status: "CANCELLED" }]);
    expect(new Set(entries.map((entry) => entry && "uid" in entry && entry.uid)).size).toBe(1);
    expect((await fred.say(room.room, "/meet vote 1 1")).body).toBe("Nothing was saved. MEET-1 is cancelled.");
  });

  test("a file that the homeserver will never take is told, and holds nothing else up", async () => {
    stage.proxy.rule = (_method, path) =>
      path.endsWith("/upload") ? { status: 413, body: { errcode: "M_TOO_LARGE", error: "" } } : "pass";
    await nina.say(room.room, "/meet plan Later slots:2027-04-01T10:00");
    const fixed = await nina.say(room.room, "/meet fix 2 1");
    expect(fixed.body).toMatch(/^MEET-2 fixed/u);
    await fred.expectMessage(room.room, isCall("MEET-2 fixed"));
    const told = (message: Heard) => message.thread === fixed.thread && message.body.startsWith("Not done. Reference ");
    await nina.expectMessage(room.room, told);
    stage.proxy.rule = () => "pass";
    expect(files(fred)).toHaveLength(2);
  });

  test("a reminder comes a quarter of an hour before, for both, once, over a restart", async () => {
    await nina.say(room.room, "/meet plan Soon slots:+16m");
    await nina.say(room.room, "/meet fix 3 1");
    await stage.restart();
    const reminder = await fred.expectMessage(room.room, isCall("MEET-3 begins in"), "the reminder", 180_000);
    expect(reminder.body).toMatch(/^MEET-3 begins in 1[45] minutes · "Soon" · 60 min\n/u);
    expect(reminder.mentions?.toSorted()).toEqual([fred.userId, nina.userId]);
    await stage.restart();
    expect((await fred.say(room.room, "/meet")).body).toContain('MEET-3 · "Soon" · 60 min · fixed · ');
    expect(calls(fred, "MEET-3 begins")).toHaveLength(1);
  });
});
