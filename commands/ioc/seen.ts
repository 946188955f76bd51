import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { when } from "#domain/time/when.ts";
import { defineCommand, many, maybe, named } from "../framework/define.ts";
import { refusal } from "./rights/refusals.ts";

export const iocSeen = defineCommand({
  name: "ioc seen",
  summary: "You saw records once more: their score begins anew, and marks as false positive no longer hold.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("IOC"), "numbers and ranges"),
    seen: maybe(named(when, "when, if not now (UTC)")),
    src: maybe(named(line("a source", 200), "where")),
    note: maybe(named(line("a note", 2000), "takes the rest of the line")),
  },
  needs: ["lifecycle", "about"],
  suggestFor: ["sighting", "sighted", "spotted", "confirm"],
  examples: ["ioc seen 12", "ioc seen 1-3 seen:2026-11-01 15:00 src:proxy"],
  async run({ args, caller, here, now, lifecycle, about }) {
    const at = args.seen ?? now;
    const edit = { refs: args.ids.flat(), by: caller.userId, lead: caller.level === "lead", now };
    const { seen, back, ...others } = await lifecycle.seen(here.case, edit, {
      at,
      ...(args.src !== undefined && { source: args.src }),
      ...(args.note !== undefined && { note: args.note }),
      warned: about.warned,
    });
    return refusal(others, args.ids.flat()) ?? ok({ answer: { type: "indicators-seen", codes: here.codes, refs: seen, at, back } });
  },
});
