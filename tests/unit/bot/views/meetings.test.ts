import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Meeting } from "#domain/meetings/meeting.ts";
import type { MeetingNotice } from "#domain/notices/meetings.ts";
import { userId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { calendarFile } from "../../../../bot/views/parts/calendar.ts";
import { anna, bruno, now } from "../../../support/stores.ts";

const day = 86_400_000;
const start = new Date("2027-03-02T14:00:00Z");
const slotsFrom = (count: number) => Array.from({ length: count }, (_, at) => new Date(start.getTime() + at * day));
const base: Meeting = {
  id: "018f0000-0000-7000-8000-00000000000a",
  ref: "MEET-1",
  title: "Sinkhole consultation",
  minutes: 60,
  zone: "Europe/Paris",
  slots: slotsFrom(1),
  by: anna,
  plannedAt: now,
  participants: [],
  votes: [],
};
const told = (meeting: Meeting, type: "meeting-saved" | "meeting-shown" | "meeting-fixed" | "meeting-cancelled" = "meeting-saved") => {
  const notice: MeetingNotice = { type, meeting, codes: caseDefaults };
  const { text, html } = render(notice, { prefix: "/" });
  return { text, html, lines: text.split("\n"), bytes: Buffer.byteLength(text) + Buffer.byteLength(html) };
};
const zones = (
  "Europe/Amsterdam Europe/Paris Europe/Kyiv America/New_York America/Los_Angeles America/Argentina/Buenos_Aires Asia/Kathmandu " +
  "Asia/Tokyo Australia/Sydney Australia/Lord_Howe Pacific/Auckland Africa/Johannesburg"
).split(" ");
const people = (all: readonly string[]) =>
  all.flatMap((zone, at) => {
    const id = userId(`@officer${at}:agency${at}.example`);
    return id === undefined ? [] : [{ userId: id, zone }];
  });

test("people in one zone share a line; UTC alone is not said twice", () => {
  const both = told({ ...base, participants: people(["Europe/Paris", "Europe/Paris", "UTC"]) });
  expect(both.lines.slice(1, -1)).toEqual(["1. 2027-03-02 15:00 Europe/Paris (14:00 UTC)", "\u00a0\u00a0\u00a02027-03-02 14:00 UTC"]);
  expect(both.lines.at(-1)).toBe("Vote: /meet vote 1 1 or /meet vote 1 none");
});

test("for twelve zones and ten slots everybody finds their own ten lines in one place", () => {
  const all = told({ ...base, slots: slotsFrom(10), participants: people(zones) });
  const at = all.lines.indexOf("Asia/Kathmandu:");
  expect(all.lines.slice(at + 1, at + 3)).toEqual([
    "1. 2027-03-02 19:45 Asia/Kathmandu (14:00 UTC)",
    "2. 2027-03-03 19:45 Asia/Kathmandu (14:00 UTC)",
  ]);
  expect(all.lines.at(at + 11)).toBe("Asia/Tokyo:");
  expect(all.lines).toContain("1. 2027-03-03 01:00 Australia/Sydney (2027-03-02 14:00 UTC)");
  expect(all.bytes).toBeLessThanOrEqual(20_000);
  for (const zone of zones) expect(all.lines.filter((line) => line.includes(` ${zone} (`))).toHaveLength(10);
});

test("what would be too long is told a slot a line, with every zone", () => {
  const all = told({ ...base, slots: slotsFrom(20), participants: people([...zones, "UTC"]) });
  expect(all.lines).toHaveLength(22);
  expect(all.lines[1]).toBe(
    "1. 2027-03-02 14:00 UTC · 15:00 Europe/Paris, Europe/Amsterdam · 16:00 Europe/Kyiv, Africa/Johannesburg · 09:00 America/New_York · 06:00 America/Los_Angeles · 11:00 America/Argentina/Buenos_Aires · 19:45 Asia/Kathmandu · 23:00 Asia/Tokyo · 2027-03-03 01:00 Australia/Sydney, Australia/Lord_Howe · 2027-03-03 03:00 Pacific/Auckland",
  );
  expect(all.bytes).toBeLessThanOrEqual(20_000);
});

test("a title is no link and no markup, and neither is a reason", () => {
  const { text, html } = told(
    { ...base, title: "<b>see evil.example</b>", cancelled: { by: anna, at: now, reason: "http://evil.example" } },
    "meeting-cancelled",
  );
  expect(text).toBe('MEET-1 cancelled: http[://]evil[.]example\n"<b>see evil[.]example</b>" · 60 min');
  expect(html).not.toContain("<b>");
});

test("show counts the votes below the slots, within one message", () => {
  const participants = people(Array.from({ length: 60 }, (_, at) => zones[at % 3] ?? "UTC"));
  const slots = slotsFrom(20);
  const all = participants.map(({ userId: by }) => ({ by, slots: slots.map((_, at) => at + 1) }));
  const full = told({ ...base, slots, participants, votes: all }, "meeting-shown");
  expect(full.text).toContain("60 of 60 voted");
  expect(full.bytes).toBeLessThanOrEqual(20_000);
  const few = told({ ...base, participants: people(["UTC"]), votes: [{ by: bruno, slots: [1] }] }, "meeting-shown");
  expect(few.text).toContain("0 of 1 voted\nslot 1 · 0 votes");
});

test("the calendar file keeps to RFC 5545: CRLF, folded lines, escaped text, UTC, the same bytes each time", () => {
  const fixed = { ...base, title: `${"Sinkhole, second; ".repeat(6)}é`, fixed: { slot: 1, by: anna, at: now } };
  const { name, content } = calendarFile(fixed);
  const text = Buffer.from(content).toString();
  expect(name).toBe("MEET-1.ics");
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll("\r\n ", "");
  for (const line of [
    "METHOD:PUBLISH",
    "UID:018f0000-0000-7000-8000-00000000000a",
    "SEQUENCE:0",
    "DTSTAMP:20261102T140000Z",
    "DTSTART:20270302T140000Z",
    "DTEND:20270302T150000Z",
    "STATUS:CONFIRMED",
  ])
    expect(unfolded).toContain(`\r\n${line}\r\n`);
  expect(unfolded).toContain("SUMMARY:Sinkhole\\, second\\; ");
  expect(calendarFile(fixed).content).toEqual(content);
  expect(() => calendarFile(base)).toThrow("without a fixed slot");
});
