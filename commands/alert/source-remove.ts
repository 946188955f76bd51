import { caseReference } from "#domain/cases/case-ref.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { openCase } from "../lookup/open-case.ts";

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
  args: { number: one(number, "the source's number in its case"), case: named(caseReference, "of which case") },
  needs: ["alertSources", "cases"],
  examples: ["alert source remove 3 case:C-2026-0007"],
  async run({ args, now, alertSources, cases }) {
    const found = await openCase(args.case, cases);
    if (!found.ok) return found;
    const removed = await alertSources.remove(found.value.id, args.number, now);
    return removed === undefined
      ? fail({ code: "no-source", number: args.number, ref: found.value.ref })
      : ok({ answer: { type: "alert-source-removed", ...removed } });
  },
});
