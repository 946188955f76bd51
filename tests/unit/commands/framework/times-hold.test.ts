import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slotTimes } from "#domain/meetings/slots.ts";
import { whenIn } from "#domain/time/when.ts";
import { zone } from "#domain/time/zone.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../../commands/framework/parse.ts";
import { commands } from "../../../../commands/index.ts";
import { runs } from "../../../support/runs.ts";

const now = new Date("2026-11-24T10:00:00Z");
const always = <T>(arbitrary: fc.Arbitrary<T>, check: (one: T) => Promise<void> | void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (one) => check(one)),
    { numRuns: runs(300) },
  );

/** A date and a time in March before clocks change, and what its writing says of the clock, in minutes ahead of UTC. */
const hyphen = fc.constantFrom("-", "-", "-", "\u2011", "\u2010", "–", "−");
const stamp = fc
  .tuple(
    fc.integer({ min: 1, max: 27 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    hyphen,
    fc.constantFrom(" ", " ", "T", "\u00a0", "\u202f"),
  )
  .map(([day, hours, minutes, dash, gap]) => {
    const two = (number: number) => String(number).padStart(2, "0");
    return { text: `2027${dash}03${dash}${two(day)}${gap}${two(hours)}:${two(minutes)}`, wall: Date.UTC(2027, 2, day, hours, minutes) };
  });
const paris = 60;
const clocks: readonly (readonly [text: string, ahead: number])[] = [
  ["", paris],
  ["Z", 0],
  [" UTC", 0],
  [" GMT", 0],
  ["+02:00", 120],
  [" +02:00", 120],
  [" UTC+2", 120],
  [" UTC +2", 120],
  [" UTC-5", -300],
  [" GMT+05:30", 330],
  [" Europe/Kyiv", 120],
  [" Asia/Kolkata", 330],
  [" America/New_York", -240],
];
const strays = [
  "-11:00",
  " - 11:00",
  "–16:00",
  " to 16:00",
  " CET",
  " EST",
  " 3pm",
  " +2",
  " Uhr",
  " and 2027-03-02 14:00 x",
  " h",
  " p.m.",
  " Kyiv time",
  " à 15h",
  " 2027-03-04",
];
const reads: readonly (readonly [line: (typed: string) => string, at: (value: Readonly<Record<string, unknown>>) => Date | undefined])[] = [
  [(typed) => `task add Call the bank due:${typed}`, ({ due }) => instant(due, "ends")],
  [(typed) => `task add due:${typed} "Call the bank"`, ({ due }) => instant(due, "ends")],
  [(typed) => `task set 3 due:${typed}`, ({ due }) => instant(due, "ends")],
  [(typed) => `meet plan Table slots:${typed}`, ({ slots }) => firstSlot(slots)],
  [(typed) => `meet plan slots:"${typed}" Table`, ({ slots }) => firstSlot(slots)],
  [(typed) => `case add @anna until:${typed}`, ({ until }) => (until instanceof Date ? until : undefined)],
];
function instant(typed: unknown, alone: "begins" | "ends"): Date | undefined {
  const result = whenIn("Europe/Paris", alone).read(String(typed), now);
  return result.ok ? result.value : undefined;
}
function firstSlot(typed: unknown): Date | undefined {
  const result = slotTimes(typed as readonly string[], "Europe/Paris", now);
  return result.ok && result.value.length === 1 ? result.value[0] : undefined;
}
function readLine(line: string) {
  const command = commands.find(({ name }) => line.startsWith(`${name} `));
  if (!command) throw new Error(`no such command: ${line}`);
  return readArgs(command.args, tokenize(line, 0), command.name.split(" ").length, now);
}

test("a time is the one that was written, on the clock that was written, or nothing", async () => {
  const clock = fc.constantFrom(...clocks);
  await always(fc.tuple(stamp, clock, fc.constantFrom(...reads)), ([{ text, wall }, [own, ahead], [line, timeOf]]) => {
    const result = readLine(line(text + own));
    if (!result.ok) return;
    const found = timeOf(result.value);
    // a membership's end is on a clock in UTC where nothing else is written
    const offset =
      line("").startsWith("case add") && own === "" ? 0 : own.endsWith("New_York") && wall < Date.UTC(2027, 2, 14, 3) ? -300 : ahead;
    if (found !== undefined) expect(found.getTime()).toBe(wall - offset * 60_000);
    expect(JSON.stringify(result.value)).not.toMatch(/"(?:text|title)":"(?!Call the bank"|Table")/u);
  });
});

test("what is left over behind a time ends the command", async () => {
  await always(fc.tuple(stamp, fc.constantFrom(...strays), fc.constantFrom(...reads)), ([{ text }, stray, [line, timeOf]]) => {
    const result = readLine(line(text + stray));
    // the reader on the officer's own clock may refuse it later, in the same transaction
    expect(result.ok && timeOf(result.value) !== undefined, line(text + stray)).toBe(false);
  });
});

test("a word that begins like a day is none", async () => {
  const word = fc.constantFrom(
    "monthly",
    "friend",
    "friends",
    "sunset",
    "satellite",
    "money",
    "thus",
    "wedding",
    "tuesdays",
    "saturn",
    "fridays",
    "sunny",
  );
  await always(fc.tuple(word, fc.constantFrom(...reads)), ([day, [line]]) => {
    expect(readLine(line(`${day} 09:00`)).ok).toBe(false);
  });
});

describe("zones", () => {
  const all = Intl.supportedValuesOf("timeZone");
  const today = all.map((name) => zone.read(name, now)).flatMap((one) => (one.ok ? [one.value] : []));
  test("each is read in any case and with any blanks, under the name that it has today", async () => {
    const writing = fc.constantFrom<((name: string) => string)[]>(
      (name) => name,
      (name) => name.toLowerCase(),
      (name) => name.toUpperCase(),
      (name) => name.replaceAll("_", " "),
    );
    await always(fc.tuple(fc.constantFrom(...all), writing), ([name, write]) => {
      const result = zone.read(write(name), now);
      expect(result.ok && today.includes(result.value)).toBe(true);
      if (result.ok)
        expect(new Intl.DateTimeFormat("en", { timeZone: result.value }).format(now)).toBe(
          new Intl.DateTimeFormat("en", { timeZone: name }).format(now),
        );
    });
    for (const old of ["Europe/Kiev", "Asia/Calcutta", "Asia/Katmandu", "Asia/Saigon"]) expect(today).not.toContain(old);
  });
  test("with a slip it is offered, never taken for another", async () => {
    await always(fc.tuple(fc.constantFrom(...today), fc.nat(30), fc.constantFrom("swap", "drop", "double")), ([name, place, how]) => {
      const index = place % name.length;
      const [before, one, behind] = [name.slice(0, index), name.slice(index, index + 1), name.slice(index + 1)];
      const typed =
        how === "drop"
          ? before + behind
          : how === "double"
            ? before + one + one + behind
            : before + behind.slice(0, 1) + one + behind.slice(1);
      const result = zone.read(typed, now);
      if (result.ok) expect(result.value.toLowerCase()).toBe(typed.toLowerCase());
      else expect(result.fault).toMatchObject({ code: "unreadable", expected: "time-zone" });
    });
  });
});
