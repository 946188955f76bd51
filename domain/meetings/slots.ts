import type { Reader } from "#domain/primitives/reader.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import { whenIn, whenSomewhere } from "#domain/time/when.ts";
import { clock, date, joining, weekday } from "#domain/time/written.ts";

/** How many slots one meeting may have. */
export const mostSlots = 20;

const anyZone = whenSomewhere();
/** Between two slots: a comma, or blanks (and a word) before the next date. */
const between = new RegExp(` ?[,;](?: ?${joining}(?= ))? ?| (?:${joining} )?(?=${date}|${weekday} ${clock})`, "iu");
const timed = /\d:\d\d|^\+\d+[hm]$/iu;

/** Dates with times, separated by commas, as typed: on whose clock they are meant is not known yet. Most: 20. */
export const slots: Reader<readonly string[]> = {
  expects: '"2027-03-01 10:00, 2027-03-02 14:00"',
  read: (typed, now) => {
    const pieces = typed
      .trim()
      .replace(/\s+/gu, " ")
      .split(between)
      .filter((piece) => piece !== "");
    const odd = pieces.find((piece) => !timed.test(piece) || !anyZone.read(piece, now).ok);
    if (odd !== undefined || pieces.length === 0) return noSlots(odd ?? typed, now);
    return pieces.length > mostSlots ? fail({ code: "too-many", most: mostSlots }) : ok(pieces);
  },
};

/** Of a range it is said that a meeting has one start and a length. */
function noSlots(typed: string, now: Date): Failed {
  const read = anyZone.read(typed, now);
  const range = !read.ok && read.fault.code === "unreadable" && read.fault.write === "one-time";
  return fail({
    code: "unreadable",
    typed: `"${typed.slice(0, 40)}"`,
    expected: "date-with-time",
    write: range ? "start-and-length" : { code: "write", forms: ['slots:"2027-03-01 10:00, 2027-03-02 14:00"'] },
  });
}

/** The instants that `typed` means on a clock in `zone` (IANA), in the same order: all ahead, each once. */
export function slotTimes(typed: readonly string[], zone: string, now: Date): Result<readonly Date[]> {
  const found = new Map<number, Date>();
  for (const piece of typed) {
    const read = whenIn(zone).read(piece, now);
    if (!read.ok) {
      const { fault } = read;
      if (fault.code === "unreadable" && fault.write === "one-time") return fail({ ...fault, write: "start-and-length" });
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
