import type { EnrichedLine, JobLine } from "#domain/enrichment/job.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import type { EnrichmentNotice } from "#domain/notices/enrichment.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, ranges, time } from "./parts/facts.ts";
import { dots, join, lines, nothing, own, type Piece, paged, person, text, typed, value } from "./parts/html.ts";

/** What one source said: `network: AS64497 Drill Hosting South, FR`. */
export function finding({ source, facts }: Finding): Piece {
  const said = facts.map((fact) => typed(fact));
  return text`${own(source)}: ${join(said, ", ")}`;
}
const enriched = ({ ref, indicator, findings }: EnrichedLine): Piece => dots([own(ref), value(indicator), ...findings.map(finding)]);

const state = ({ state: now, found, failed }: JobLine): Piece => {
  if (now === "waiting") return own("waiting");
  const known = found === 0 ? own("nothing known") : text`${found ?? 0} known`;
  return failed === undefined || failed.length === 0 ? known : text`${known}, failed: ${own(failed.join(", "))}`;
};

const job = (one: JobLine): Piece =>
  dots([own(one.ref), ranges(one.records), state(one), one.automatic ? own("after logging") : person(one.askedBy), time(one.askedAt)]);

const fell = (failed: readonly string[]): Piece =>
  failed.length === 0 ? nothing : text`Did not answer: ${own(failed.join(", "))}. Ask again with enrich and the numbers.`;

export const enrichment: Views<EnrichmentNotice> = {
  "enrichment-queued": (n) =>
    lines([
      text`${own(n.job)} queued · ${ranges(n.records)} · the answer follows in this thread.`,
      n.withdrawn.length === 0 ? nothing : text`Withdrawn, and not asked about: ${ranges(n.withdrawn)}.`,
      ...n.forbidden.map(
        ({ source, records }) => text`Refused: ${own(source)} may not be asked about ${ranges(records)}: their codes forbid it.`,
      ),
    ]),
  enriched: (n) =>
    paged(
      n.lines.length === 0
        ? text`${own(n.job)}: no source knows anything of ${ranges(n.silent)}.`
        : text`${own(n.job)} · ${codes(n.codes)}`,
      [
        ...n.lines.map(enriched),
        n.lines.length > 0 && n.silent.length > 0 ? text`Nothing known of ${ranges(n.silent)}.` : nothing,
        fell(n.failed),
      ],
      0,
      (left) => text`… and ${left} more: show the records one by one.`,
    ),
  "enrichment-jobs": (n) =>
    paged(
      n.total === 0 ? text`No source was asked in this case yet.` : text`${count(n.total, "job")}, newest first:`,
      n.jobs.map(job),
      n.total - n.jobs.length,
      (left) => text`… and ${left} more.`,
    ),
};
