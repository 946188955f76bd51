import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

const number: Reader<number> = {
  expects: "3",
  read: (typed) =>
    /^[1-9]\d{0,8}$/u.test(typed)
      ? ok(Number(typed))
      : fail({ code: "unreadable", typed: `"${typed}"`, expected: "alert-source", write: { code: "as-in", form: "3" } }),
};

export const alertSourceRemove = defineCommand({
  name: "alert source remove",
  summary: "Take nothing more from a source; its alerts stay in their case.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: { number: one(number, "the source's number") },
  needs: ["alertSources"],
  examples: ["alert source remove 3"],
  async run({ args, now, alertSources }) {
    const removed = await alertSources.remove(args.number, now);
    return removed === undefined
      ? fail({ code: "no-source", number: args.number })
      : ok({ answer: { type: "alert-source-removed", ...removed } });
  },
});
