import { strictest } from "#domain/codes/strictest.ts";
import type { EnrichedLine } from "#domain/enrichment/job.ts";
import { type Finding, mayAsk } from "#domain/enrichment/source.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import { defineJob, type Job } from "./engine/define.ts";
import type { Source } from "./sources/define.ts";

interface Answers {
  readonly lines: readonly EnrichedLine[];
  readonly failed: readonly string[];
}

/**
 * Asks the sources about the records of one batch and answers once, in the thread of the command that logged or asked for
 * them. What was withdrawn meanwhile is left out, and what no source knows is said only to somebody who asked.
 */
export const enrich = (sources: readonly Source[]): Job =>
  defineJob({
    job: "enrich",
    attempts: 5,
    backoffMs: 1_000,
    needs: ["enrichment"],
    async run(jobId, { enrichment }, now) {
      const job = await enrichment.take(jobId);
      if (job === undefined) return [];
      const records = await enrichment.records(job.case, job.records);
      const asked = sources.filter(({ name }) => job.sources === undefined || job.sources.includes(name));
      const { lines, failed } = await askAll(asked, records);
      await enrichment.done(
        jobId,
        lines.map(({ ref, findings }) => ({ record: ref, findings })),
        failed,
        now,
      );
      const [first] = records;
      if (first === undefined || (job.automatic && lines.length === 0 && failed.length === 0)) return [];
      const codes = strictest(
        first.codes,
        records.map((record) => record.codes),
      );
      const oldest = new Date(Math.min(...records.map(({ loggedAt }) => loggedAt.getTime())));
      const silent = records.map(({ ref }) => ref).filter((ref) => !lines.some((line) => line.ref === ref));
      const notice = { type: "enriched", job: job.ref, lines, silent: job.automatic ? [] : silent, failed, codes, oldest } as const;
      return [{ to: { case: job.case }, notice, origin: job.origin }];
    },
  });

/** What a source may be asked is decided again here: codes may have become stricter since. */
async function askAll(sources: readonly Source[], records: readonly RecordLine[]): Promise<Answers> {
  const failed = new Set<string>();
  const lines: EnrichedLine[] = [];
  for (const { ref, indicator, codes } of records) {
    const findings: Finding[] = [];
    for (const source of sources.filter(({ kinds }) => kinds.includes(indicator.kind))) {
      if (failed.has(source.name) || !mayAsk(source, codes)) continue;
      // One source's failure is told and is not the others'.
      const found = await source.look(indicator).catch(() => void failed.add(source.name));
      if (found) findings.push(found);
    }
    if (findings.length > 0) lines.push({ ref, indicator, findings });
  }
  return { lines, failed: [...failed] };
}
