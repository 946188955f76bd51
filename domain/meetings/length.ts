import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

const shape = /^(?:(\d{1,2})\s?h(?:ours?|rs?)?)?\s?(?:(\d{1,4})(?:\s?m(?:in(?:ute)?s?)?)?)?$/iu;
const [least, most] = [5, 24 * 60];

/** How long a meeting lasts, in minutes, if nobody says. */
export const usualMinutes = 60;

/** A length in minutes from `60m`, `1h`, `1h30m`; at least five minutes, at most a day. */
export const duration: Reader<number> = {
  expects: "60m|1h30m",
  read: (typed) => {
    const [, hours, minutes] = shape.exec(typed.trim()) ?? [];
    const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return total >= least && total <= most
      ? ok(total)
      : fail({
          code: "unreadable",
          typed: `"${typed.slice(0, 40)}"`,
          expected: "length",
          write: { code: "write", forms: ["60m", "1h30m"] },
        });
  },
};
