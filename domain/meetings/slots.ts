import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { whenIn } from "#domain/time/when.ts";

/** How many slots one meeting may have. */
export const mostSlots = 20;

const anyZone = whenIn("UTC");
/** Between two slots: a comma, or blanks before the next date. */
const between = /\s*[,;]\s*|\s+(?=\d{4}-\d\d-\d\d)/u;
const timed = /\d:\d\d|^\+\d+[hm]$/iu;
/** `9:00`, as people write it. */
const shortHour = /(?<=[ T])(?=\d:\d\d)/iu;

/** Dates with times, separated by commas, as typed: on whose clock they are meant is not known yet. Most: 20. */
export const slots: Reader<readonly string[]> = {
  expects: '"2027-03-01 10:00, 2027-03-02 14:00"',
  read: (typed, now) => {
    const pieces = typed
      .trim()
      .split(between)
      .filter((piece) => piece !== "")
      .map((piece) => piece.replace(/\s+/gu, " ").replace(shortHour, "0"));
    const odd = pieces.find((piece) => !timed.test(piece) || !anyZone.read(piece, now).ok);
    if (odd !== undefined || pieces.length === 0)
      return fail({
        code: "unreadable",
        typed: `"${(odd ?? typed).slice(0, 40)}"`,
        expected: "date-with-time",
        write: { code: "write", forms: ['slots:"2027-03-01 10:00, 2027-03-02 14:00"'] },
      });
    return pieces.length > mostSlots ? fail({ code: "too-many", most: mostSlots }) : ok(pieces);
  },
};

/** The instants that `typed` means on a clock in `zone` (IANA), in the same order: all ahead, each once. */
export function slotTimes(typed: readonly string[], zone: string, now: Date): Result<readonly Date[]> {
  const found = new Map<number, Date>();
  for (const piece of typed) {
    const read = whenIn(zone).read(piece, now);
    if (!read.ok) {
      const { fault } = read;
      return typed.length > 1 && (fault.code === "skipped-time" || fault.code === "repeated-time")
        ? fail({ ...fault, typed: piece })
        : read;
    }
    if (read.value <= now) return fail({ code: "past", typed: piece, now });
    if (found.has(read.value.getTime())) return fail({ code: "stands-twice", typed: piece });
    found.set(read.value.getTime(), read.value);
  }
  return ok([...found.values()]);
}
