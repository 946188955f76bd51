import ICAL from "node-ical";
import { beforeEach, describe, expect, test } from "vitest";
import { anna, bruno, clara, event, later, t0 } from "../../storage/fresh.ts";
import { ahead, calls, chloe, dora, meetingDesk, messageOf, plan, start } from "./meeting-desk.ts";

const { run, northId, send, answer, said, work } = meetingDesk();

describe("fix", () => {
  beforeEach(async () => {
    await send(plan, bruno);
    await said();
  });

  test("tells everybody, and gives the calendar file in the thread of the command", async () => {
    const schedule = [
      'MEET-1 fixed · slot 2 · "Sinkhole consultation" · 60 min',
      "2027-03-02 15:00 Europe/Paris (14:00 UTC)",
      "2027-03-02 15:00 Europe/Amsterdam (14:00 UTC)",
    ].join("\n");
    expect(await answer("/meet fix 1 2")).toBe(schedule);
    const [file, ...rest] = await said();
    expect(calls(rest)).toEqual([{ mentions: [bruno, chloe], text: schedule }]);
    if (file === undefined) throw new Error("no file");
    expect(file).toMatchObject({ to: { case: northId() }, about: northId(), origin: { event: event("typed") } });
    expect(file.mentions).toBeUndefined();
    const { text, file: ics } = messageOf(file);
    expect([text, ics?.name, ics?.mimetype]).toEqual(["MEET-1.ics", "MEET-1.ics", "text/calendar"]);
    const [entry] = Object.values(ICAL.sync.parseICS(Buffer.from(ics?.content ?? []).toString())).filter((one) => one?.type === "VEVENT");
    expect(entry).toMatchObject({ summary: "Sinkhole consultation", start, method: "PUBLISH", sequence: 0 });
    expect(await answer("/meet list")).toContain("fixed · 2027-03-02 15:00 Europe/Amsterdam (14:00 UTC)");
  });

  test("warns of another meeting of the same people at the same time", async () => {
    await answer("/meet fix 1 2");
    await said();
    await send('/meet plan "Second table" slots:"2027-03-02 15:30" tz:Europe/Paris', bruno);
    await said();
    expect(await answer("/meet fix 2 1", bruno)).toContain("\nAt the same time MEET-1 is fixed for ");
    await send('/meet plan "Third table" slots:"2027-03-02 17:00" tz:Europe/Paris', bruno);
    expect(await answer("/meet fix 3 1", bruno)).not.toContain("At the same time");
  });

  test("is for the planner and for leads, and only once", async () => {
    await run((tx) => tx.stores.cases.add(northId(), { userId: dora, role: "contribute", by: clara, now: t0 }));
    expect(await answer("/meet fix 1 1", dora)).toBe("Nothing was saved. Not permitted: /meet fix needs the role lead.");
    expect(await answer("/meet fix 1 1", bruno)).toMatch(/^MEET-1 fixed/u);
    await said();
    const already =
      "Nothing was saved. MEET-1 is fixed at slot 1 already. To meet at another time, cancel it and plan anew: /meet cancel 1 reason:…";
    for (const typed of ["/meet fix 1 2", "/meet fix 1 1", "/meet vote 1 2"]) expect(await answer(typed)).toBe(already);
    expect(await said()).toEqual([]);
  });

  test("of two at the same time one wins", async () => {
    const outcomes = await Promise.all([send("/meet fix 1 1"), send("/meet fix 1 2")]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["done", "refused"]);
    expect((await said()).filter(({ notice }) => notice.type === "meeting-calendar")).toHaveLength(1);
  });

  test("reminds a day and a quarter of an hour before, once each, over a worker that ran late or twice", async () => {
    await send("/meet fix 1 2");
    await said();
    expect(await work(ahead(24 * 60 + 1))).toBe(0);
    expect(await work(ahead(24 * 60))).toBe(1);
    expect(calls(await said())).toEqual([
      {
        mentions: [anna, bruno, chloe],
        text: 'MEET-1 begins in 24 hours · "Sinkhole consultation" · 60 min\n2027-03-02 15:00 Europe/Paris (14:00 UTC)\n2027-03-02 15:00 Europe/Amsterdam (14:00 UTC)',
      },
    ]);
    expect(await work(ahead(16))).toBe(0);
    expect(await work(ahead(12), 3)).toBe(1);
    const items = await said();
    expect(calls(items)).toMatchObject([{ text: expect.stringMatching(/^MEET-1 begins in 12 minutes · /u) }]);
    expect(await work(later(365 * 24 * 3_600))).toBe(0);
  });

  test("a reminder that comes after the next one, or after the end, is not said", async () => {
    await send("/meet fix 1 2");
    await said();
    expect(await work(ahead(10))).toBe(2);
    expect(calls(await said())).toMatchObject([{ text: expect.stringContaining("in 10 minutes") }]);
    await send("/meet plan x slots:2027-04-01T10:00");
    await send("/meet fix 2 1");
    await said();
    expect(await work(new Date("2027-04-02T10:00Z"))).toBe(2);
    expect(await said()).toEqual([]);
  });

  test("who left the case is not reminded, who came is", async () => {
    await send("/meet fix 1 2");
    await said();
    await run(async (tx) => {
      await tx.stores.cases.add(northId(), { userId: chloe, role: "read", until: later(60), by: clara, now: t0 });
      await tx.stores.cases.add(northId(), { userId: dora, role: "read", by: clara, now: t0 });
    });
    await work(ahead(15));
    expect(calls(await said()).map(({ mentions }) => mentions)).toEqual([[anna, bruno, dora]]);
  });
});

describe("cancel", () => {
  test("before it was fixed tells everybody and ends the vote", async () => {
    await send(plan);
    await said();
    expect(await answer("/meet cancel 1 reason:no quorum")).toBe('MEET-1 cancelled: no quorum\n"Sinkhole consultation" · 60 min');
    const items = await said();
    expect(items).toHaveLength(1);
    expect(calls(items)).toMatchObject([{ mentions: [bruno, chloe], text: expect.stringContaining("MEET-1 cancelled: no quorum") }]);
    for (const typed of ["/meet vote 1 1", "/meet fix 1 1", "/meet cancel 1 reason:again"])
      expect(await answer(typed)).toBe("Nothing was saved. MEET-1 is cancelled.");
    expect(await answer("/meet list")).toContain('MEET-1 · "Sinkhole consultation" · 60 min · cancelled: no quorum');
    expect(await answer("/meet cancel 1")).toMatch(/^Nothing was saved\. Missing: reason:/u);
  });

  test("after it was fixed takes it out of calendars and of what is to be reminded of", async () => {
    await send(plan);
    await send("/meet fix 1 2");
    const id = (await run((tx) => tx.stores.meetings.find(northId(), "MEET-1", t0)))?.id;
    const [, fixed] = await said();
    expect(await answer("/meet cancel 1 reason:no quorum", bruno)).toBe(
      "Nothing was saved. Not permitted: /meet cancel needs the role lead.",
    );
    await send("/meet cancel 1 reason:no quorum");
    const [off] = await said();
    const entries = [fixed, off].map((item) => {
      const text = Buffer.from((item && messageOf(item).file?.content) ?? []).toString();
      return Object.values(ICAL.sync.parseICS(text)).find((one) => one?.type === "VEVENT");
    });
    expect(entries).toMatchObject([
      { method: "PUBLISH", sequence: 0, status: "CONFIRMED", uid: id },
      { method: "CANCEL", sequence: 1, status: "CANCELLED", uid: id },
    ]);
    expect(await work(ahead(15))).toBe(0);
    expect(await work(start)).toBe(0);
    expect(await said()).toEqual([]);
  });
});
