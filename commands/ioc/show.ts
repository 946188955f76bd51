import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const iocShow = defineCommand({
  name: "ioc show",
  summary: "Everything that this case knows of one record, and what became of it.",
  where: "case",
  permission: "read",
  effect: "reads",
  args: { id: one(ref("IOC"), "the record's number") },
  needs: ["indicators", "lifecycle", "enrichment", "about"],
  suggestFor: ["info", "get", "view", "open", "history"],
  examples: ["ioc show 12", "ioc show IOC-12"],
  async run({ args, here, now, indicators, lifecycle, enrichment, about }) {
    const record = await indicators.find(here.case, args.id);
    if (!record) return fail({ code: "no-such", noun: "IOC" });
    // what a source had still to say when the record was spilled is shown no more
    const findings = record.spilled ? [] : await enrichment.findings(here.case, record.ref);
    // the lists of today speak instead of what they said when it was logged
    const warned = record.spilled ? undefined : about.warned(record.indicator);
    const others = findings.filter(({ source }) => source !== "warning-lists");
    const history = await lifecycle.history(here.case, record.ref);
    return ok({
      answer: {
        type: "indicator-shown",
        codes: record.codes,
        record: { ...record, ...(warned && { warned }) },
        findings: others,
        ...(history && { history }),
        now,
      },
    });
  },
});
