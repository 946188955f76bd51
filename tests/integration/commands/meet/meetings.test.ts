import { beforeEach, describe, expect, test } from "vitest";
import { anna, bruno, t0 } from "../../storage/fresh.ts";
import { calls, chloe, dora, meetingDesk, plan } from "./meeting-desk.ts";

const { send, answer, said } = meetingDesk();

describe("plan", () => {
  test("shows each slot on everybody's clock and in UTC, a line for each zone", async () => {
    expect(await answer(plan)).toBe(
      [
        'MEET-1 saved · "Sinkhole consultation" · 60 min',
        "1. 2027-03-01 10:00 Europe/Amsterdam (09:00 UTC)",
        "\u00a0\u00a0\u00a02027-03-01 10:00 Europe/Paris (09:00 UTC)",
        "2. 2027-03-02 15:00 Europe/Amsterdam (14:00 UTC)",
        "\u00a0\u00a0\u00a02027-03-02 15:00 Europe/Paris (14:00 UTC)",
        "Vote: /meet vote 1 1,2 or /meet vote 1 none",
      ].join("\n"),
    );
    expect(calls(await said())).toEqual([
      {
        mentions: [bruno, chloe],
        text: 'MEET-1 "Sinkhole consultation" · 60 min: please vote on 2 slots.\nVote: !meet vote 1 1,2 or !meet vote 1 none',
      },
    ]);
  });

  test("takes a zone, a length and people, and counts on in each case by itself", async () => {
    const told = await answer("/meet plan Late call slots:2027-03-01T20:00 tz:America/New_York dur:1h30m to:@bruno");
    expect(told).toMatch(/^MEET-1 saved · "Late call" · 90 min\n1\. 2027-03-01 20:00 America\/New_York \(2027-03-02 01:00 UTC\)\n/u);
    expect(told).toContain("2027-03-02 02:00 Europe/Paris (01:00 UTC)");
    expect(calls(await said()).map(({ mentions }) => mentions)).toEqual([[bruno]]);
    await send(`${plan} to:FR`);
    expect(calls(await said()).map(({ mentions }) => mentions)).toEqual([[bruno, chloe]]);
    expect(await answer("/meet plan alone slots:2027-03-01T20:00", bruno, t0, "south")).toMatch(/^MEET-1 saved/u);
    expect(await said()).toEqual([]);
    expect(await answer("/meet")).toMatch(
      /^2 meetings, newest first:\nMEET-2 · .* · 2 slots · 0 of 3 voted\nMEET-1 · .* · 1 slot · 0 of 2 voted$/u,
    );
  });

  test.each([
    ["/meet plan", "Nothing was saved. Missing: title."],
    ["/meet plan x", "Nothing was saved. Missing: slots:"],
    ["/meet plan slots:2027-03-01T10:00", "Nothing was saved. Missing: title."],
    ["/meet plan x slots:2027-03-28T02:30", "Nothing was saved. That time does not exist on that day: 01:30 or 03:30?"],
    ["/meet plan x slots:2027-10-31T02:30", "Nothing was saved. That time happens twice: 02:30+02:00 or 02:30+01:00?"],
    ["/meet plan x slots:2027-03-14T02:30 tz:America/New_York", "Nothing was saved. That time does not exist on that day: 01:30 or 03:30?"],
    ["/meet plan x slots:2026-11-02T14:30", "Nothing was saved. 2026-11-02T14:30 is in the past (it is now 2026-11-02 14:00 UTC)."],
    ["/meet plan x slots:2027-03-01T10:00 tz:Paris", 'Nothing was saved. "Paris" is not a time zone. Did you mean Europe/Paris?'],
    ["/meet plan x slots:2027-03-01T10:00,2027-03-01T10:00", "Nothing was saved. 2027-03-01T10:00 stands twice."],
    [
      "/meet plan x slots:2027-03-01",
      'Nothing was saved. "2027-03-01" is not a date with a time. Write slots:"2027-03-01 10:00, 2027-03-02 14:00".',
    ],
    [
      "/meet plan x slots:2027-03-01T10:00 dur:long",
      'Nothing was saved. "long" is not a length from five minutes to a day. Write 60m or 1h30m.',
    ],
    [
      "/meet plan x slots:2027-03-01T10:00 to:sector:banks,certeu",
      'Nothing was saved. "sector:banks" is not an officer or a country of this case. Write to:@name,FR. Sectors, guests and mail addresses cannot be asked yet.',
    ],
    ["/meet plan x slots:2027-03-01T10:00 to:@dora", `Nothing was saved. ${dora} is not a member of this case. First: /case add ${dora}`],
    [
      "/meet plan x slots:2027-03-01T10:00 to:DE",
      "Nothing was saved. Nobody of the DE desk is a member of this case. First: /case add @name",
    ],
    ["/meet schedule x", 'Nothing was saved. Unknown verb "schedule". Did you mean: /meet plan x slots:…'],
    ["/meet invite @bruno", 'Nothing was saved. Unknown verb "invite". Did you mean: /meet plan @bruno slots:…'],
    ["/meet move 1 2", 'Nothing was done. "meet move" is planned and not available yet.\n/meet help shows what there is.'],
  ])("%s", async (typed, told) => {
    const first = await answer(typed);
    expect(first.startsWith(told) || first).toBe(true);
    expect(await answer("/meet list")).toBe("This case has no meetings.");
    expect(await said()).toEqual([]);
  });

  test("needs the right to contribute", async () => {
    expect(await answer(plan, chloe)).toBe("Nothing was saved. Not permitted: /meet plan needs the role contribute.");
  });
});

describe("vote", () => {
  beforeEach(async () => {
    await send(plan);
    await said();
  });

  test("is counted, replaced, and shown on the voter's clock", async () => {
    await send("/meet vote 1 1,2", bruno);
    expect(await answer("/meet vote MEET-1 none", chloe)).toContain("2 of 3 voted · no slot suits @chloe:two.office.example");
    expect(await answer("/meet vote 1 2", bruno)).toBe(
      [
        'MEET-1 vote saved · 2 · "Sinkhole consultation" · 60 min',
        `2 of 3 voted · no slot suits ${chloe}`,
        "1. 2027-03-01 10:00 Europe/Paris (09:00 UTC) · 0 votes",
        `2. 2027-03-02 15:00 Europe/Paris (14:00 UTC) · 1 vote · ${bruno}`,
      ].join("\n"),
    );
    expect(await said()).toEqual([]);
    const shown = await answer("/meet show 1", chloe);
    expect(shown).toContain(`slot 2 · 1 vote · ${bruno}`);
    expect(shown).toContain("2027-03-02 15:00 Europe/Paris (14:00 UTC)");
  });

  test("of two at the same time both stay", async () => {
    await Promise.all([send("/meet vote 1 1", anna), send("/meet vote 1 1", bruno), send("/meet vote 1 1", chloe)]);
    expect(await answer("/meet show 1")).toContain("3 of 3 voted");
  });

  test.each([
    ["/meet vote 1 3", "Nothing was saved. MEET-1 has no slot 3, only 1 to 2."],
    ["/meet vote 1", "Nothing was saved. Missing: slots."],
    ["/meet vote 1 all", 'Nothing was saved. "all" is not a list of slots. Write 1,3 or none.'],
    ["/meet vote 9 1", "Nothing was saved. No such meeting in this case."],
    ["/meet vote x 1", 'Nothing was saved. "x" is not the number of a meeting. Write MEET-12 or 12.'],
  ])("%s", async (typed, told) => expect(await answer(typed)).toContain(told));

  test("another case's meeting is unknown, and so is who was not asked", async () => {
    expect(await answer("/meet vote 1 1", bruno, t0, "south")).toBe("Nothing was saved. No such meeting in this case.");
    await send(`${plan} to:@bruno`);
    expect(await answer("/meet vote 2 1", chloe)).toBe("Nothing was saved. You are not among the participants of MEET-2.");
    expect(await answer("/meet vote 2 1", anna)).toContain("1 of 2 voted");
  });
});
