import { expect, test } from "vitest";
import { tokenize } from "../../../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../../../commands/framework/parse.ts";
import { commands } from "../../../../../commands/index.ts";

const now = new Date("2026-11-24T10:00:00Z");

function read(line: string) {
  const command = commands.find(({ name }) => line.startsWith(`${name} `));
  if (!command) throw new Error(`no such command: ${line}`);
  return readArgs(command.args, tokenize(line, 0), command.name.split(" ").length, now);
}

/** What may stand behind a time and be meant with it. */
const tails = [
  "CET",
  "cest.",
  "+2",
  "UTC +2h",
  "Kyiv",
  "Paris time",
  "à 15h",
  "um 15 Uhr",
  "kl. 15",
  "o 15:00",
  "at noon",
  "3pm",
  "p.m.",
  "Uhr",
  "- 11:00",
  "to 16:00",
  "until 16:00",
  "and 2027-03-02 14:00",
  "and then again on 2027-03-02",
  "or fri",
  "oder morgen um 14:00",
  "& 16:00",
  "EOB",
  "afternoon",
];
const texts = tails.flatMap((tail) => [
  `task add Check the image due:2027-03-01 15:00 ${tail}`,
  `task add due:2027-03-01 15:00 ${tail} check the image`,
  `task add Check the image due:2027-03-01 ${tail}`,
  `meet plan Table slots:2027-03-01 10:00 ${tail}`,
  `meet plan slots:2027-03-01 10:00 ${tail} Table`,
]);

test.each(texts)("%s: nothing is left over for the text", (line) => {
  const result = read(line);
  if (!result.ok) return;
  // unless all of it was read as times
  expect(JSON.stringify(result.value)).toMatch(/"(?:text|title)":"(?:Check the image|check the image|Table)"/u);
  expect(JSON.stringify(result.value)).toContain(line.split("due:")[1]?.slice(10, 20) ?? "2027-03-02");
});

test.each([
  ["task add x due:2027-03-01 15:00 UTC+2", { due: "2027-03-01 15:00 UTC+2" }],
  ["task add x due:2027-03-01 15:00 GMT-05:30", { due: "2027-03-01 15:00 GMT-05:30" }],
  ["task add x due:2027-03-01 15:00 Europe/Paris", { due: "2027-03-01 15:00 Europe/Paris" }],
  ["task add x due:fri 9:00 for:FR", { due: "fri 9:00" }],
  ["meet plan x slots:2027-03-01 10:00 and 2027-03-02 14:00", { slots: ["2027-03-01 10:00", "2027-03-02 14:00"] }],
  ["meet plan x slots:2027-03-01 10:00 UTC+2, 2027-03-02 14:00 UTC+2", { slots: ["2027-03-01 10:00 UTC+2", "2027-03-02 14:00 UTC+2"] }],
  ["meet plan x slots:fri 10:00 et sat 9:00", { slots: ["fri 10:00", "sat 9:00"] }],
  ["meet plan x slots:fri 10:00 dur:1h 30m", { dur: 90 }],
  ["meet plan x slots:fri 10:00 dur: 45 min", { dur: 45 }],
  ["meet plan x slots:fri 10:00 dur:2 hours", { dur: 120 }],
])("%s is read", (line, value) => {
  expect(read(line)).toMatchObject({ ok: true, value });
});

test.each([
  ["meet plan slots:fri 10:00 dur:1h 30 people", "length"],
  ["meet plan slots:fri 10:00 tz:Europe/Paris, Europe/Kyiv Table", "time-zone"],
  ["meet plan slots:fri 10:00 tz:UTC +2 Table", "time-zone"],
  ["ioc add 198.51.100.7 seen:2026-03-01 10:00 CET", "date"],
  ["ioc add seen:2026-03-01 UTC+2 198.51.100.7", "date"],
])("%s: refused", (line, expected) => {
  expect(read(line)).toMatchObject({ ok: false, fault: { code: "unreadable", expected, write: "time-in-text" } });
});

test.each([
  "task add due:+2d Ask Paris and Kyiv about it",
  "task add due:+2d friends of the victim",
  "task add due:fri 15:00 by hand, monthly",
  "ioc add seen:2026-03-01 198.51.100.7",
  "ioc add seen:2026-03-01 198.51.100.7 Paris",
])("%s: what is no part of a time is no matter", (line) => {
  expect(read(line)).toMatchObject({ ok: true });
});
