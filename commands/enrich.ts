import { mayAsk, type SourceCard } from "#domain/enrichment.ts";
import type { RecordLine } from "#domain/notices/indicators.ts";
import { refs } from "#domain/ref.ts";
import { fail, ok } from "#domain/result.ts";
import { strictest } from "#domain/strictest.ts";
import { tags } from "#domain/text.ts";
import { defineCommand, maybe, named, one } from "./define.ts";

export const enrichRecords = defineCommand({
  name: "enrich",
  summary: "Ask the sources again what they know of records; the answer follows in the thread.",
  where: "case",
  permission: "contribute",
  nothing: "done",
  args: {
    ids: one(refs("IOC"), "numbers of records, with commas and ranges"),
    with: maybe(named(tags, "only these sources, separated by commas")),
  },
  needs: ["enrichment", "about"],
  examples: ["enrich 12", "enrich 1-37,40 with:network"],
  async run({ args, caller, here, origin, now, enrichment, about }) {
    const chosen = about.sources.filter(({ name }) => args.with === undefined || args.with.includes(name));
    const names = about.sources.map(({ name }) => name);
    if (args.with?.some((name) => !names.includes(name))) return fail({ code: "not-one-of", argument: "with", allowed: names });
    const records = await enrichment.records(here.case, args.ids);
    const [first] = records;
    if (first === undefined || records.length < args.ids.length) return fail({ code: "no-such", noun: "IOC" });
    const job = await enrichment.ask(
      here.case,
      { records: args.ids, by: caller.userId, origin, sources: chosen.map(({ name }) => name) },
      now,
    );
    const codes = strictest(
      first.codes,
      records.map((record) => record.codes),
    );
    return ok({ answer: { say: "enrichment-queued", job, records: args.ids, forbidden: forbidden(chosen, records), codes } });
  },
});

const forbidden = (sources: readonly SourceCard[], records: readonly RecordLine[]) =>
  sources
    .map((source) => ({ source: source.name, records: records.filter(({ codes }) => !mayAsk(source, codes)).map(({ ref }) => ref) }))
    .filter((one) => one.records.length > 0);
