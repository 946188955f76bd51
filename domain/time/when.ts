import type { Advice } from "#domain/primitives/advice.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import { offsetsAround, resolveLocal, wallAt } from "#domain/time/local-time.ts";
import { clock, ianaZone, plainHyphens, weekday } from "#domain/time/written.ts";
import { knownZone } from "#domain/time/zone.ts";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const day = 86_400_000;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const relative = /^([+-])(\d{1,4})([mhd])$/iu;
const time = String.raw`(?<hours>\d{1,2}):(?<minutes>\d\d)(?::(?<seconds>[0-5]\d)(?:\.\d{1,6})?)?(?<gap> )?(?<own>\S.*)?`;
const absolute = new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)(?:[ T]${time})?$`, "iu");
const named = new RegExp(`^(?<name>${weekday}) ${time}$`, "iu");
/** Behind a time: what makes it a range, with or without blanks. */
const range = new RegExp(String.raw`${clock}\s?(?:-|to|till|until|bis|tot|à)\s?${clock}`, "iu");
const offset = /^(?<of>UTC|GMT)? ?(?<sign>[+-]) ?(?<h>\d{1,2})(?::?(?<min>\d\d))?$/iu;
const iana = new RegExp(`^${ianaZone}$`, "iu");
/** Offsets that clocks on Earth have, in minutes; west of the second none are moved, so that no hour comes twice. */
const [westmost, movedWestmost, eastmost] = [-12 * 60, -10 * 60, 14 * 60];

const shown = (wall: number): string => new Date(wall).toISOString().slice(0, 16).replace("T", " ");
const partsOf = (wall: number) => {
  const at = new Date(wall);
  return { y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate(), h: at.getUTCHours(), min: at.getUTCMinutes() };
};

/** What to write instead, by what a date alone means: what lies behind, or what lies ahead. */
const hints = { begins: "-3d", ends: "+3d" } as const;

/** The wall time of the parts of a date, undefined for one that no calendar has. */
type Parts = Readonly<Record<string, string>>;
function wallOf({ year = "", month = "", date = "", hours = "00", minutes = "00" }: Parts): number | undefined {
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hours), Number(minutes));
  return shown(wall) === `${year}-${month}-${date} ${hours.padStart(2, "0")}:${minutes}` ? wall : undefined;
}

const near: Readonly<Record<string, number>> = { today: 0, tomorrow: 1 };
/** Today, tomorrow, or the next such day of the week, later than `now`, on a clock in `zone`. */
function dayNamed({ name = "", ...time }: Parts, zone: string, now: Date): number | undefined {
  const here = wallAt(now.getTime(), zone);
  const today = new Date(here);
  const days = near[name.toLowerCase()];
  const ahead = days ?? (weekdays.indexOf(name.slice(0, 3).toLowerCase()) - today.getUTCDay() + 7) % 7;
  const [date = ""] = new Date(here + ahead * day).toISOString().split("T");
  const [year = "", month = "", number = ""] = date.split("-");
  const wall = wallOf({ ...time, year, month, date: number });
  return wall === undefined || days !== undefined || wall > here ? wall : wall + 7 * day;
}

/** The minutes by which an offset is ahead of UTC; undefined where no clock has it. */
function minutesAhead({ sign, h, min = "0" }: Parts): number | undefined {
  const ahead = (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(min));
  return Number(min) < 60 && ahead >= westmost && ahead <= eastmost ? ahead : undefined;
}

interface Clock {
  /** IANA; "any": where that is not known yet, only the form is read. */
  readonly zone: string;
  readonly alone: "begins" | "ends";
}

/**
 * The instant of a time with its own clock behind it. `15:00-05:00` may as well be a range: it is an offset only where the
 * zone's own clock has that offset then, so that nothing is read as another time than its beginning.
 */
function onOwnClock({ own = "", gap }: Parts, wall: number, { zone }: Clock): Result<Date> | "range" | undefined {
  if (/^(?:Z|UTC|GMT)$/iu.test(own)) return ok(new Date(wall));
  if (iana.test(own)) {
    const there = knownZone(own);
    return there === undefined ? undefined : resolveLocal(partsOf(wall), there);
  }
  const isApart = gap !== undefined;
  const parts = offset.exec(own)?.groups;
  if (parts === undefined) return undefined;
  const ahead = minutesAhead(parts);
  if (parts.of === undefined && parts.min === undefined) return undefined;
  if (parts.of === undefined && parts.sign === "-" && (isApart || ahead === undefined || !isOf(zone, wall, ahead))) return "range";
  return ahead === undefined ? undefined : ok(new Date(wall - ahead * 60_000));
}
const isOf = (zone: string, wall: number, ahead: number): boolean =>
  zone === "any" ? ahead >= movedWestmost : offsetsAround(wall, zone).includes(ahead * 60_000);

function readWhen(typed: string, on: Clock, now: Date): Result<Date> {
  const text = plainHyphens(typed.trim().replace(/\s+/gu, " "));
  const zone = on.zone === "any" ? "UTC" : on.zone;
  const noDate = (write: Advice = { code: "write", forms: ["2026-03-02 15:00", hints[on.alone]] }): Failed =>
    fail({ code: "unreadable", typed: `"${typed.slice(0, 40)}"`, expected: "date", write });
  const [, sign, amount, unit] = relative.exec(text) ?? [];
  if (amount !== undefined) {
    const span = Number(amount) * (units[unit?.toLowerCase() ?? ""] ?? 0);
    return ok(new Date(now.getTime() + (sign === "-" ? -span : span)));
  }
  const byName = named.exec(text)?.groups;
  // groups that took no part are there, and undefined
  const given: Parts = Object.fromEntries(
    Object.entries(byName ?? absolute.exec(text)?.groups ?? {}).filter(([, part]) => part !== undefined),
  );
  const wall = byName ? dayNamed(given, zone, now) : wallOf(given);
  const seconds = Number(given.seconds ?? 0) * 1_000;
  if (wall === undefined) return range.test(text) ? noDate("one-time") : noDate();
  if (given.own !== undefined) {
    const at = onOwnClock(given, wall, on);
    if (at === undefined || at === "range") return at === "range" || range.test(text) ? noDate("one-time") : noDate();
    return at.ok ? ok(new Date(at.value.getTime() + seconds)) : at;
  }
  const at = resolveLocal(partsOf(given.hours !== undefined || on.alone === "begins" ? wall : wall + day), zone);
  return at.ok ? ok(new Date(at.value.getTime() + seconds)) : at;
}

/**
 * Reads `2026-03-02 15:00`, `2026-03-02`, `+30m`, `+2h`, `-3d`, `fri 15:00`, `tomorrow 9:00` on a clock in `zone` (IANA), or a time with its own
 * clock (`15:00Z`, `15:00 UTC+2`, `15:00+02:00`, `15:00 Europe/Paris`). A date alone is the instant at which that day begins or,
 * with "ends", is over; help shows what lies behind for "begins" and what lies ahead for "ends".
 */
export const whenIn = (zone: string, alone: "begins" | "ends" = "begins"): Reader<Date> => ({
  expects: alone === "begins" ? "2026-03-02 15:00|2026-03-02|-3d" : "2026-03-02 15:00|2026-03-02|+3d|fri 15:00",
  read: (typed, now) => readWhen(typed, { zone, alone }, now),
});
/** The same before it is known on whose clock: only whether it is a time at all. */
export const whenSomewhere = (alone: "begins" | "ends" = "begins"): Reader<Date> => whenIn("any", alone);

const untilUtc = whenIn("UTC", "ends");
const sinceUtc = whenIn("UTC");
/** Reads a time that has been on a clock in UTC; a date alone is its beginning: `since:`, `seen:`. */
export const when: Reader<Date> = {
  expects: sinceUtc.expects,
  read: (typed, now) => {
    const read = sinceUtc.read(typed, now);
    return read.ok && read.value > now ? fail({ code: "in-future", now }) : read;
  },
};
/** Reads a time to come on a clock in UTC; a date alone is its end: `until:`. */
export const until: Reader<Date> = {
  expects: untilUtc.expects,
  read: (typed, now) => {
    const read = untilUtc.read(typed, now);
    return read.ok && read.value <= now ? fail({ code: "past", typed: typed.trim(), now }) : read;
  },
};
/** The same, or `never`: an end that was set is taken away. */
export const untilOrNever: Reader<Date | "never"> = {
  expects: `${until.expects}|never`,
  read: (typed, now) => (typed.trim().toLowerCase() === "never" ? ok("never") : until.read(typed, now)),
};
