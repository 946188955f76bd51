import { strictest } from "#domain/codes/strictest.ts";
import { mayAsk, type SourceCard } from "#domain/enrichment/source.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import { refs } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { tags } from "#domain/primitives/text.ts";
import { defineCommand, maybe, named, one } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";

export const enrichRecords = defineCommand({
  name: "enrich",
  summary: "Ask the sources again what they know of records; the answer follows in the thread.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: one(refs("IOC"), "numbers of records, with commas and ranges"),
    with: maybe(named(tags, "only these sources, separated by commas")),
  },
  needs: ["enrichment", "indicators", "about"],
  examples: ["enrich 12", "enrich 1-37,40 with:network"],
  async run({ args, caller, here, origin, now, enrichment, indicators, about }) {
    const chosen = about.sources.filter(({ name }) => args.with === undefined || args.with.includes(name));
    const names = about.sources.map(({ name }) => name);
    if (args.with?.some((name) => !names.includes(name))) return fail({ code: "not-one-of", argument: "with", allowed: names });
    const records = await enrichment.records(here.case, args.ids);
    const live = records.map(({ ref }) => ref);
    const others = args.ids.filter((ref) => !live.includes(ref));
    const known = await Promise.all(others.map((ref) => indicators.find(here.case, ref)));
    const unknown = others.filter((_, index) => known[index] === undefined);
    if (unknown.length > 0) return noSuch("IOC", unknown, args.ids);
    const [first] = records;
    if (first === undefined) return fail({ code: "withdrawn", refs: others });
    const job = await enrichment.ask(here.case, { records: live, by: caller.userId, origin, sources: chosen.map(({ name }) => name) }, now);
    const codes = strictest(
      first.codes,
      records.map((record) => record.codes),
    );
    return ok({
      answer: { type: "enrichment-queued", job, records: live, withdrawn: others, forbidden: forbidden(chosen, records), codes },
    });
  },
});

const forbidden = (sources: readonly SourceCard[], records: readonly RecordLine[]) =>
  sources
    .map((source) => ({ source: source.name, records: records.filter(({ codes }) => !mayAsk(source, codes)).map(({ ref }) => ref) }))
    .filter((one) => one.records.length > 0);
