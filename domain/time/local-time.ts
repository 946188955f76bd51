import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { zoneName } from "#domain/time/zone.ts";

const day = 86_400_000;

/** What a wall clock shows; months and days count from 1. */
export interface Local {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly h: number;
  readonly min: number;
}
/** The same as milliseconds, as if that clock stood in UTC. */
type Wall = number;

/** What a clock in `zone` (IANA) shows at an instant, as milliseconds of a clock in UTC. */
export function wallAt(at: number, zone: string): Wall {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/u.exec(name) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return at + (sign === "-" ? -offset : offset);
}
/** `2026-03-02 15:00` */
const shown = (wall: Wall): string => new Date(wall).toISOString().slice(0, 16).replace("T", " ");
const offsetShown = (offset: number): string => {
  const minutes = Math.abs(offset) / 60_000;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** The offsets, in milliseconds ahead of UTC, that a clock in `zone` has about that time: two where clocks change. */
export const offsetsAround = (wall: Wall, zone: string): readonly number[] => [
  ...new Set([wallAt(wall - day, zone) - (wall - day), wallAt(wall + day, zone) - (wall + day)]),
];

/**
 * The instant at which a clock in `zone` (IANA) shows `local`, a date that the calendar has. An hour that clocks skip or
 * repeat is a fault (`skipped-time`, `repeated-time`) that names the two choices.
 */
export function resolveLocal({ y, m, d, h, min }: Local, zone: string): Result<Date> {
  const wall = Date.UTC(y, m - 1, d, h, min);
  const tries = offsetsAround(wall, zone).map((offset) => ({ at: wall - offset, offset }));
  const found = tries.filter(({ at }) => wallAt(at, zone) === wall);
  const [first, second] = found;
  const timeOf = (text: string): string => text.slice(11);
  if (first && second)
    return fail({ code: "repeated-time", choices: found.map(({ offset }) => timeOf(shown(wall)) + offsetShown(offset)) });
  if (first) return ok(new Date(first.at));
  const near = tries.map(({ at }) => shown(wallAt(at, zone))).sort();
  // with its date where clocks go forward at midnight
  const sameDay = near.every((one) => one.slice(0, 10) === shown(wall).slice(0, 10));
  return fail({ code: "skipped-time", choices: sameDay ? near.map(timeOf) : near });
}

/** An instant as a clock in `zone` shows it, and in UTC: `2027-03-02 15:00 Europe/Paris (14:00 UTC)`, with the date where it is another one. */
export function shownIn(at: Date, zone: string): string {
  const utc = shown(at.getTime());
  if (zone === "UTC") return `${utc} UTC`;
  const there = shown(wallAt(at.getTime(), zone));
  return `${there} ${zoneName(zone)} (${utc.slice(0, 10) === there.slice(0, 10) ? utc.slice(11) : utc} UTC)`;
}
