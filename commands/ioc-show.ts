import { ref } from "#domain/ref.ts";
import { fail, ok } from "#domain/result.ts";
import { defineCommand, one } from "./define.ts";

export const iocShow = defineCommand({
  name: "ioc show",
  summary: "Everything that this case knows of one record.",
  where: "case",
  permission: "read",
  nothing: "done",
  args: { id: one(ref("IOC"), "the record's number") },
  needs: ["indicators", "enrichment"],
  also: ["info", "get", "view", "open"],
  examples: ["ioc show 12", "ioc show IOC-12"],
  async run({ args, here, indicators, enrichment }) {
    const record = await indicators.find(here.case, args.id);
    if (!record) return fail({ code: "no-such", noun: "IOC" });
    const findings = await enrichment.findings(here.case, record.ref);
    return ok({ answer: { say: "indicator-shown", codes: record.codes, record, findings } });
  },
});
