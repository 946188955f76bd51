import { strictest } from "#domain/codes/strictest.ts";
import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const hitShow = defineCommand({
  name: "hit show",
  summary: "One hit: your record, and what the other case permits to be known.",
  where: "case",
  permission: "read",
  effect: "reads",
  args: { id: one(ref("HIT"), "the hit's number") },
  needs: ["hits"],
  suggestFor: ["info", "get", "view", "open"],
  examples: ["hit show 7"],
  async run({ args, caller, here, now, hits }) {
    const hit = await hits.show(here.case, args.id, { by: caller.userId, now });
    if (!hit) return fail({ code: "no-such", noun: "hit" });
    const codes = strictest(here.codes, hit.disclosed ? [hit.disclosed] : []);
    return ok({ answer: { type: "hit-shown", codes, hit } });
  },
});
