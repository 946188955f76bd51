import { caseDefaults } from "#domain/codes/codes.ts";
import { strictest } from "#domain/codes/strictest.ts";
import { kind, longestValue, parseIndicator } from "#domain/indicators/indicator.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, maybe, named, phrase } from "../framework/define.ts";

/** Searches of one officer in an hour: enough for work, too few to try values one by one. */
const quota = 60;
const hour = 3_600_000;
/** So many of the newest are looked at. */
const most = 200;

export const iocFind = defineCommand({
  name: "ioc find",
  summary: "Where in your own cases a value, or one adjoining it, was logged; answered in private, and audited.",
  where: "anywhere",
  permission: "guest",
  answers: "private",
  effect: "reads",
  args: {
    value: phrase(line("a value", longestValue), "an indicator, defanged or not"),
    type: maybe(named(kind, "read it as this kind")),
  },
  needs: ["lifecycle"],
  suggestFor: ["search", "lookup", "where", "grep"],
  examples: ["ioc find evil[.]example", "ioc find 198[.]51[.]100[.]0/24"],
  async run({ args, caller, now, lifecycle }) {
    const sought = parseIndicator(args.value, args.type);
    if (!sought.ok) return sought;
    const { count, first } = await lifecycle.searches(caller.userId, new Date(now.getTime() - hour));
    if (count >= quota && first) return fail({ code: "quota", most: quota, next: new Date(first.getTime() + hour) });
    const found = await lifecycle.search(caller.userId, sought.value, most + 1, now);
    const lines = found.slice(0, most);
    const [one, ...rest] = lines.map(({ codes }) => codes);
    const codes = strictest(one ?? caseDefaults, rest);
    return ok({ answer: { type: "indicators-found", codes, sought: sought.value, lines, cut: found.length > most, now } });
  },
});
