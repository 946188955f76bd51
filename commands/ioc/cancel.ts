import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const iocCancel = defineCommand({
  name: "ioc cancel",
  summary: "Stop an import. What it has logged stays.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { id: one(ref("IMP"), "the import's number") },
  needs: ["imports"],
  suggestFor: ["stop", "abort"],
  examples: ["ioc cancel IMP-1", "ioc cancel 1"],
  async run({ args, here, now, imports }) {
    const found = await imports.cancel(here.case, args.id, now);
    if (found === undefined) return fail({ code: "no-such", noun: "import" });
    if (found.ended) return fail({ code: "already", what: { is: "ended", ref: args.id } });
    return ok({ answer: { type: "import-cancelled", codes: found.codes, oldest: found.startedAt, line: found.line } });
  },
});
