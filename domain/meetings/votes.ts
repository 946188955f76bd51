import { mostSlots } from "#domain/meetings/slots.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";

const piece = /^#?(\d{1,2})(?:(?:-|–|…|\.{2,3})#?(\d{1,2}))?$/u;
const noVote = (typed: string): Result<never> =>
  fail({ code: "unreadable", typed: `"${typed.slice(0, 40)}"`, expected: "slots", write: { code: "write", forms: ["1,3", "none"] } });

/** The slots that suit somebody: `1,3`, `1 3`, `1-3`, or `none`. In order, each once. */
export const votes: Reader<readonly number[]> = {
  expects: "1,3|none",
  read: (typed) => {
    const pieces = typed.split(/[\s,;]+/u).filter((one) => one !== "");
    if (pieces.length === 1 && pieces[0]?.toLowerCase() === "none") return ok([]);
    const numbers = new Set<number>();
    for (const one of pieces) {
      const [, from, to = from] = piece.exec(one) ?? [];
      const [first, last] = [Number(from ?? 0), Number(to ?? 0)];
      if (first < 1 || last < first) return noVote(typed);
      for (let number = first; number <= last; number++) numbers.add(number);
    }
    if (numbers.size === 0) return noVote(typed);
    return numbers.size > mostSlots ? fail({ code: "too-many", most: mostSlots }) : ok([...numbers].sort((a, b) => a - b));
  },
};

/** One slot by its number. */
export const slotNumber: Reader<number> = {
  expects: "2",
  read: (typed) => {
    const number = Number(/^#?(\d{1,2})$/u.exec(typed)?.[1] ?? 0);
    return number > 0
      ? ok(number)
      : fail({ code: "unreadable", typed: `"${typed.slice(0, 40)}"`, expected: "slot", write: { code: "write", forms: ["2"] } });
  },
};
