import type { Evaluation } from "#domain/codes/codes.ts";
import type { ExportHead, ExportRecord } from "#domain/export/record.ts";
import { extensionId } from "#domain/export/stix/extension.ts";
import { stixPattern } from "#domain/export/stix/forms.ts";
import type { Marking } from "#domain/export/stix/markings.ts";
import { stableId } from "#domain/export/stix/stable-id.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Information 1 to 3 as a confidence (STIX 2.1, appendix A, "Admiralty Credibility"); 4 cannot be judged and has none. */
const confidences: ReadonlyMap<string, number> = new Map([
  ["1", 90],
  ["2", 70],
  ["3", 50],
]);
const confidence = (evaluation: Evaluation): number | undefined => confidences.get(evaluation.slice(1));

/** Who exports, by the id of their object, and by which kinds. */
export interface Exporter {
  readonly head: ExportHead;
  readonly by: string;
  readonly kinds: Kinds;
}

/** A record as a STIX object: an indicator (section 4.7), or what the value names (4.1, 4.3, 4.18). */
export function stixObject(record: ExportRecord, { head, by, kinds }: Exporter, markings: readonly Marking[]): object {
  const { indicator, codes, tags, note, source, loggedAt, firstSeenAt, lastSeenAt } = record;
  const form = kinds.of(indicator.kind).stix;
  // STIX has objects of their own for what is no observable
  const type = form.as === "object" ? form.type(indicator.value) : "indicator";
  const sure = confidence(codes.evaluation);
  return {
    type,
    spec_version: "2.1",
    id: `${type}--${stableId("record", record.id)}`,
    created_by_ref: by,
    created: loggedAt.toISOString(),
    // each export is a version of its own: what the record's codes were before leaves no other trace
    modified: new Date(Math.max(head.at.getTime(), loggedAt.getTime())).toISOString(),
    name: type === "indicator" ? `${indicator.kind} ${[...indicator.value].slice(0, 100).join("")}` : indicator.value,
    description: note ?? `Logged as ${indicator.kind}.`,
    ...(form.as === "object"
      ? { external_references: [{ source_name: form.source, external_id: indicator.value }] }
      : {
          indicator_types: ["unknown"],
          ...(form.as === "pattern"
            ? { pattern: stixPattern(form, indicator.value), pattern_type: "stix", pattern_version: "2.1" }
            : { pattern: indicator.value, pattern_type: form.language }),
          valid_from: firstSeenAt.toISOString(),
        }),
    ...(tags.length > 0 && { labels: tags }),
    ...(sure !== undefined && { confidence: sure }),
    object_marking_refs: markings.map(({ id }) => id),
    extensions: {
      [extensionId]: {
        extension_type: "property-extension",
        kind: indicator.kind,
        // a pattern compares with the number alone
        ...(form.as === "pattern" && form.number !== undefined && { value: indicator.value }),
        evaluation: codes.evaluation,
        category: codes.category,
        share: codes.share,
        seen: lastSeenAt.toISOString(),
        ...(source !== undefined && { source }),
        ...(note !== undefined && { note }),
      },
    },
  };
}
