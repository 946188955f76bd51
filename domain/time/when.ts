import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { resolveLocal, wallAt } from "#domain/time/local-time.ts";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const day = 86_400_000;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const relative = /^([+-])(\d{1,4})([mhd])$/iu;
const absolute = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?: ?(Z|UTC|GMT|[+-]\d\d:\d\d))?)?$/iu;
const weekday = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]* (\d\d):(\d\d)(?: ?(Z|UTC|GMT|[+-]\d\d:\d\d))?$/iu;

const shown = (wall: number): string => new Date(wall).toISOString().slice(0, 16).replace("T", " ");
const partsOf = (wall: number) => {
  const at = new Date(wall);
  return { y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate(), h: at.getUTCHours(), min: at.getUTCMinutes() };
};

/** What to write instead, by what a date alone means: what lies behind, or what lies ahead. */
const hints = { begins: "-3d", ends: "+3d" } as const;

/** The wall time of the parts of a date, undefined for one that no calendar has. */
type Parts<N extends string> = Readonly<Record<N, string>>;
function wallOf(
  { year, month, date }: Parts<"year" | "month" | "date">,
  { hours, minutes }: Parts<"hours" | "minutes">,
): number | undefined {
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hours), Number(minutes));
  return shown(wall) === `${year}-${month}-${date} ${hours}:${minutes}` ? wall : undefined;
}

/** The next such day of the week, later than `now`, on a clock in `zone`. */
function nextWeekday([, name = "", hours = "", minutes = ""]: RegExpExecArray, zone: string, now: Date): number | undefined {
  const here = wallAt(now.getTime(), zone);
  const today = new Date(here);
  const ahead = (weekdays.indexOf(name.toLowerCase()) - today.getUTCDay() + 7) % 7;
  const [date = ""] = new Date(here + ahead * day).toISOString().split("T");
  const [year = "", month = "", number = ""] = date.split("-");
  const wall = wallOf({ year, month, date: number }, { hours, minutes });
  return wall === undefined ? undefined : wall > here ? wall : wall + 7 * day;
}

/**
 * Reads `2026-03-02 15:00`, `2026-03-02`, `+30m`, `+2h`, `-3d`, `fri 15:00` on a clock in `zone` (IANA), or a time with its own
 * offset (`15:00Z`, `15:00 UTC`, `15:00+02:00`). A date alone is the instant at which that day begins or, with "ends", is over; help
 * shows what lies behind for "begins" and what lies ahead for "ends".
 */
export const whenIn = (zone: string, alone: "begins" | "ends" = "begins"): Reader<Date> => ({
  expects: alone === "begins" ? "2026-03-02 15:00|2026-03-02|-3d" : "2026-03-02 15:00|2026-03-02|+3d|fri 15:00",
  read: (typed, now) => {
    const text = typed.trim();
    const noDate = () =>
      fail({
        code: "unreadable",
        typed: `"${typed.slice(0, 40)}"`,
        expected: "date",
        write: { code: "write", forms: ["2026-03-02 15:00", hints[alone]] },
      });
    const [, sign, amount, unit] = relative.exec(text) ?? [];
    if (amount !== undefined) {
      const span = Number(amount) * (units[unit?.toLowerCase() ?? ""] ?? 0);
      return ok(new Date(now.getTime() + (sign === "-" ? -span : span)));
    }
    const named = weekday.exec(text);
    const [, year = "", month = "", date = "", hours, minutes, own] = absolute.exec(text) ?? [];
    const offset = (named?.[4] ?? own)?.replace(/^(?:UTC|GMT)$/iu, "Z");
    const wall = named ? nextWeekday(named, zone, now) : wallOf({ year, month, date }, { hours: hours ?? "00", minutes: minutes ?? "00" });
    if (wall === undefined) return noDate();
    if (offset !== undefined) {
      const at = Date.parse(`${shown(wall).replace(" ", "T")}:00${offset.toUpperCase()}`);
      return Number.isNaN(at) ? noDate() : ok(new Date(at));
    }
    return resolveLocal(partsOf(named || hours !== undefined || alone === "begins" ? wall : wall + day), zone);
  },
});

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
