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
  needs: ["indicators"],
  also: ["info", "get", "view", "open"],
  examples: ["ioc show 12", "ioc show IOC-12"],
  async run({ args, here, indicators }) {
    const record = await indicators.find(here.case, args.id);
    return record ? ok({ answer: { say: "indicator-shown", codes: record.codes, record } }) : fail({ code: "no-such", noun: "IOC" });
  },
});
