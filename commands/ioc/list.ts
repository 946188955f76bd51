import type { CaseOfficer } from "#domain/cases/case.ts";
import { category, tlp } from "#domain/codes/codes.ts";
import { strictest } from "#domain/codes/strictest.ts";
import { mayHear } from "#domain/codes/table.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import { kind } from "#domain/indicators/indicator.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { type Span, span } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { line, tag } from "#domain/primitives/text.ts";
import { when } from "#domain/time/when.ts";
import { defineCommand, many, maybe, named } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

const spans = span("IOC");
const which: Reader<Span | "expired"> = {
  expects: `${spans.expects}|expired`,
  read: (typed, now) => (typed.toLowerCase() === "expired" ? ok("expired") : spans.read(typed, now)),
};

export const iocList = defineCommand({
  name: "ioc list",
  summary: "The records of this case, newest first, fifty at once; the answer ends with the line for the next fifty.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: {
    which: maybe(many(which, "only these numbers; only what has expired")),
    type: maybe(named(kind, "only this kind")),
    tag: maybe(named(tag, "only with this tag")),
    since: maybe(named(when, "only logged since then (UTC)")),
    tlp: maybe(named(tlp, "only with this label")),
    cat: maybe(named(category, "only of this category")),
    src: maybe(named(line("a source", 200), "only from this source")),
  },
  needs: ["indicators", "cases"],
  suggestFor: ["ls", "all"],
  examples: ["ioc list", "ioc list 1-120 type:domain tag:c2", "ioc list expired since:2026-11-01"],
  async run({ args, caller, here, now, indicators, cases }) {
    const ranges = args.which?.filter((one) => one !== "expired") ?? [];
    const asked: RecordFilter = {
      ...(ranges.length > 0 && { spans: ranges }),
      ...(args.which?.includes("expired") && { expiredBy: now }),
      ...(args.type !== undefined && { kind: args.type }),
      ...(args.tag !== undefined && { tag: args.tag }),
      ...(args.since !== undefined && { since: args.since }),
      ...(args.tlp !== undefined && { tlp: args.tlp }),
      ...(args.cat !== undefined && { category: args.cat }),
      ...(args.src !== undefined && { source: args.src }),
    };
    // who asks for what a record says would else learn it of those that they may not hear, by the number of those that are left out
    const says = [args.type, args.tag, args.tlp, args.cat, args.src, asked.expiredBy].some((part) => part !== undefined);
    const may = says ? heardBy(caller.userId, await cases.officers(here.case, now)) : undefined;
    const { records, total } = await indicators.list(here.case, { ...asked, most, ...(may && { may }) });
    const codes = strictest(
      here.codes,
      records.map((record) => record.codes),
    );
    const last = records.at(-1)?.ref;
    return ok({ answer: { type: "indicator-list", codes, records, total, now, ...(last && { asked: { ...asked, last } }) } });
  },
});

/** Whether this officer may hear a record. */
function heardBy(user: UserId, officers: readonly CaseOfficer[]): (record: RecordLine) => boolean {
  const one = officers.find(({ userId }) => userId === user);
  const there = officers.filter(({ since }) => since !== undefined);
  return ({ codes, loggedAt }) => one !== undefined && mayHear(one, codes, loggedAt, there);
}
