import type { Evaluation } from "#domain/codes/codes.ts";
import type { ExportHead, ExportRecord } from "#domain/export/record.ts";
import { extensionId } from "#domain/export/stix/extension.ts";
import { stixForms, stixPattern } from "#domain/export/stix/forms.ts";
import type { Marking } from "#domain/export/stix/markings.ts";
import { stableId } from "#domain/export/stix/stable-id.ts";

/** Information 1 to 3 as a confidence (STIX 2.1, appendix A, "Admiralty Credibility"); 4 cannot be judged and has none. */
const confidences: ReadonlyMap<string, number> = new Map([
  ["1", 90],
  ["2", 70],
  ["3", 50],
]);
const confidence = (evaluation: Evaluation): number | undefined => confidences.get(evaluation.slice(1));

/** Objects that STIX has for what is no observable. */
const typeOf = (record: ExportRecord): "indicator" | "vulnerability" | "attack-pattern" | "course-of-action" => {
  const form = stixForms[record.indicator.kind];
  if (form.as === "vulnerability") return "vulnerability";
  if (form.as !== "technique") return "indicator";
  // M1049 is what helps against techniques
  return record.indicator.value.startsWith("M") ? "course-of-action" : "attack-pattern";
};

const sources = { vulnerability: "cve", "attack-pattern": "mitre-attack", "course-of-action": "mitre-attack" } as const;

/** A record as a STIX object: an indicator (section 4.7), or what the value names (4.1, 4.3, 4.18). `by` is the id of who exports. */
export function stixObject(record: ExportRecord, head: ExportHead, by: string, markings: readonly Marking[]): object {
  const { indicator, codes, tags, note, source, loggedAt, firstSeenAt, lastSeenAt } = record;
  const type = typeOf(record);
  const form = stixForms[indicator.kind];
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
    ...(type === "indicator"
      ? {
          indicator_types: ["unknown"],
          ...(form.as === "pattern"
            ? { pattern: stixPattern(form, indicator.value), pattern_type: "stix", pattern_version: "2.1" }
            : { pattern: indicator.value, pattern_type: "yara" }),
          valid_from: firstSeenAt.toISOString(),
        }
      : { external_references: [{ source_name: sources[type], external_id: indicator.value }] }),
    ...(tags.length > 0 && { labels: tags }),
    ...(sure !== undefined && { confidence: sure }),
    object_marking_refs: markings.map(({ id }) => id),
    extensions: {
      [extensionId]: {
        extension_type: "property-extension",
        kind: indicator.kind,
        // a pattern compares with the number alone
        ...(form.as === "pattern" && form.number && { value: indicator.value }),
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
