import type { Reader } from "#domain/reader.ts";
import { fail, ok } from "#domain/result.ts";
import { defineCommand, one } from "./define.ts";

const noNumber = (typed: string) =>
  fail({
    code: "unreadable",
    typed: `"${typed}"`,
    expected: "the number of an alert source",
    write: "Write one that alert source list shows.",
  });

const number: Reader<number> = {
  expects: "3",
  read: (typed) => (/^[1-9]\d{0,8}$/u.test(typed) ? ok(Number(typed)) : noNumber(typed)),
};

export const alertSourceRemove = defineCommand({
  name: "alert source remove",
  summary: "Take nothing more from a source; its alerts stay in their case.",
  where: "coordination",
  permission: "coordinator",
  nothing: "saved",
  args: { number: one(number, "the source's number") },
  needs: ["alertSources"],
  examples: ["alert source remove 3"],
  async run({ args, now, alertSources }) {
    const removed = await alertSources.remove(args.number, now);
    return removed === undefined ? noNumber(String(args.number)) : ok({ answer: { say: "alert-source-removed", ...removed } });
  },
});
