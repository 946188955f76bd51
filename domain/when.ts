import type { Reader } from "#domain/reader.ts";
import { fail, ok, type Result } from "#domain/result.ts";

const hour = 3_600_000;
const day = 24 * hour;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const relative = /^([+-])(\d{1,4})([hd])$/iu;
const absolute = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(Z|[+-]\d\d:\d\d)?)?$/iu;
const weekday = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]* (\d\d):(\d\d)$/iu;

/** Minutes and hours of a wall clock, as if it stood in UTC, in milliseconds. */
type Wall = number;

/** What a clock in `zone` shows at an instant. */
function wallAt(at: number, zone: string): Wall {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/u.exec(name) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return at + (sign === "-" ? -offset : offset);
}
const shown = (wall: Wall): string => new Date(wall).toISOString().slice(0, 16).replace("T", " ");
const offsetShown = (offset: number): string => {
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** The instant at which a clock in `zone` shows `wall`; an hour that clocks skip or repeat is a fault that names the two choices. */
function instant(wall: Wall, zone: string): Result<Date> {
  const offsets = new Set([wallAt(wall - day, zone) - (wall - day), wallAt(wall + day, zone) - (wall + day)]);
  const tries = [...offsets].map((offset) => ({ at: wall - offset, offset }));
  const found = tries.filter(({ at }) => wallAt(at, zone) === wall);
  const [first, second] = found;
  if (first && second)
    return fail({ code: "ambiguous", typed: shown(wall), choices: found.map(({ offset }) => shown(wall) + offsetShown(offset)) });
  if (first) return ok(new Date(first.at));
  const near = tries.map(({ at }) => shown(wallAt(at, zone))).sort();
  return fail({
    code: "unreadable",
    typed: `"${shown(wall)}"`,
    expected: `a time that clocks in ${zone} show on that day`,
    write: `Write ${near.join(" or ")}.`,
  });
}

const noDate = (typed: string) =>
  fail({ code: "unreadable", typed: `"${typed.slice(0, 40)}"`, expected: "a date", write: "Write 2026-03-02 15:00 or +3d." });

/** The wall time of the parts of a date, undefined for one that no calendar has. */
function wallOf(year: string, month: string, date: string, hours: string, minutes: string): Wall | undefined {
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hours), Number(minutes));
  return shown(wall) === `${year}-${month}-${date} ${hours}:${minutes}` ? wall : undefined;
}

/** The next such day of the week, later than `now`, on a clock in `zone`. */
function nextWeekday([, name = "", hours = "", minutes = ""]: RegExpExecArray, zone: string, now: Date): Wall | undefined {
  const here = wallAt(now.getTime(), zone);
  const today = new Date(here);
  const ahead = (weekdays.indexOf(name.toLowerCase()) - today.getUTCDay() + 7) % 7;
  const [date = ""] = new Date(here + ahead * day).toISOString().split("T");
  const [year = "", month = "", number = ""] = date.split("-");
  const wall = wallOf(year, month, number, hours, minutes);
  return wall === undefined ? undefined : wall > here ? wall : wall + 7 * day;
}

/**
 * Reads `2026-03-02 15:00`, `2026-03-02`, `+2h`, `-3d`, `fri 15:00` on a clock in `zone` (IANA), or a time with its own
 * offset (`15:00Z`, `15:00+02:00`). A date alone is the instant at which that day begins or, with "ends", is over; help
 * shows what lies behind for "begins" and what lies ahead for "ends".
 */
export const whenIn = (zone: string, alone: "begins" | "ends" = "begins"): Reader<Date> => ({
  expects: alone === "begins" ? "2026-03-02 15:00|2026-03-02|-3d" : "2026-03-02 15:00|2026-03-02|+3d|fri 15:00",
  read: (typed, now) => {
    const text = typed.trim();
    const [, sign, amount, unit] = relative.exec(text) ?? [];
    if (amount !== undefined) {
      const span = Number(amount) * (unit?.toLowerCase() === "h" ? hour : day);
      return ok(new Date(now.getTime() + (sign === "-" ? -span : span)));
    }
    const named = weekday.exec(text);
    const [, year = "", month = "", date = "", hours, minutes, offset] = absolute.exec(text) ?? [];
    const wall = named ? nextWeekday(named, zone, now) : wallOf(year, month, date, hours ?? "00", minutes ?? "00");
    if (wall === undefined) return noDate(typed);
    if (offset !== undefined) {
      const own = Date.parse(`${shown(wall).replace(" ", "T")}:00${offset.toUpperCase()}`);
      return Number.isNaN(own) ? noDate(typed) : ok(new Date(own));
    }
    return instant(named || hours !== undefined || alone === "begins" ? wall : wall + day, zone);
  },
});

const untilUtc = whenIn("UTC", "ends");
/** Reads a time on a clock in UTC; a date alone is its beginning: `since:`, `seen:`. */
export const when = whenIn("UTC");
/** Reads a time to come on a clock in UTC; a date alone is its end: `until:`. */
export const until: Reader<Date> = {
  expects: untilUtc.expects,
  read: (typed, now) => {
    const read = untilUtc.read(typed, now);
    return read.ok && read.value <= now ? fail({ code: "past", typed: typed.trim(), now }) : read;
  },
};
