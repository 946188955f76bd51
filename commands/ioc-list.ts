import { kind } from "#domain/indicator.ts";
import { ok } from "#domain/result.ts";
import { strictest } from "#domain/strictest.ts";
import { tag } from "#domain/text.ts";
import { when } from "#domain/when.ts";
import { defineCommand, maybe, named } from "./define.ts";

/** More do not fit one message; filters narrow them. */
const most = 50;

export const iocList = defineCommand({
  name: "ioc list",
  summary: "The records of this case, newest first.",
  where: "case",
  permission: "read",
  nothing: "done",
  bare: true,
  args: {
    type: maybe(named(kind, "only this kind")),
    tag: maybe(named(tag, "only with this tag")),
    since: maybe(named(when, "only logged since then (UTC)")),
  },
  needs: ["indicators"],
  also: ["ls", "all", "search", "find"],
  examples: ["ioc list", "ioc list type:domain tag:c2 since:2026-11-01"],
  async run({ args, here, indicators }) {
    const { records, total } = await indicators.list(here.case, {
      ...(args.type !== undefined && { kind: args.type }),
      ...(args.tag !== undefined && { tag: args.tag }),
      ...(args.since !== undefined && { since: args.since }),
      most,
    });
    const codes = strictest(
      here.codes,
      records.map((record) => record.codes),
    );
    return ok({ answer: { say: "indicator-list", codes, records, total } });
  },
});
