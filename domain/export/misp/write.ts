import type { Category, Codes } from "#domain/codes/codes.ts";
import { tlps } from "#domain/codes/codes.ts";
import { stricter } from "#domain/codes/strictest.ts";
import type { ExportHead, ExportRecord, FileWriter } from "#domain/export/record.ts";
import { stableId } from "#domain/export/stix/stable-id.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";

/** Machines must not raise alarms about people who are no suspects. */
const people: ReadonlySet<Category> = new Set(["contact", "victim", "witness", "minor"]);
/** The namespace of the tags for which MISP has no taxonomy: a machine tag, `liaison:handling="H1"`. */
const ours = (predicate: string, value: string): string => `liaison:${predicate}="${value}"`;
const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1_000));
/** A tag that is a mark: it stays with the attribute at whoever receives it. */
const tagged = (names: readonly string[]) => names.map((name) => ({ name }));

/** TLP and PAP by their MISP taxonomies, the rest by ours. */
const codeTags = ({ tlp, pap, handling, evaluation, share, category, only }: Codes): readonly string[] => [
  `tlp:${tlp}`,
  `PAP:${pap.toUpperCase()}`,
  ...handling.map((code) => ours("handling", code)),
  ours("evaluation", evaluation),
  ours("share", share),
  ours("category", category),
  ...(only ? [ours("only", only.join(","))] : []),
];

function attribute(record: ExportRecord, { at }: ExportHead, kinds: Kinds): object {
  const { indicator, codes, tags, note, source, firstSeenAt, lastSeenAt } = record;
  const { type, category, detects, tells } = kinds.of(indicator.kind).misp;
  const extra = [...(tells ? [] : [ours("kind", indicator.kind)]), ...(source === undefined ? [] : [ours("source", source)])];
  return {
    uuid: stableId("record", record.id),
    type,
    category,
    value: indicator.value,
    to_ids: detects && !people.has(codes.category),
    // as the event: not given on
    distribution: "5",
    timestamp: seconds(at),
    ...(note !== undefined && { comment: note }),
    first_seen: firstSeenAt.toISOString(),
    last_seen: lastSeenAt.toISOString(),
    Tag: tagged([...codeTags(codes), ...extra, ...tags]),
  };
}

/**
 * One event of the MISP core format (MISP standard, "MISP core format"), distribution 0: whoever takes it in gives it on to
 * nobody unasked. Each attribute has its own marks; the event has a TLP tag where all share it, and its title names the
 * strictest in any case.
 */
export function mispWriter(head: ExportHead, kinds: Kinds = known): FileWriter {
  const { ref, at } = head;
  let strictest: Codes["tlp"] = "clear";
  const labels = new Set<Codes["tlp"]>();
  return {
    start: `{"Event":{"uuid":"${stableId("event", head.case)}","date":"${at.toISOString().slice(0, 10)}","timestamp":"${seconds(at)}","threat_level_id":"4","analysis":"0","distribution":"0","published":false,"Attribute":[`,
    add(record) {
      const comma = labels.size === 0 ? "" : ",";
      strictest = stricter(tlps, strictest, record.codes.tlp);
      labels.add(record.codes.tlp);
      return `${comma}\n${JSON.stringify(attribute(record, head, kinds))}`;
    },
    end: () => {
      const tags = tagged(labels.size === 1 ? [`tlp:${strictest}`] : []);
      return `\n],"info":${JSON.stringify(`${ref} (TLP:${strictest.toUpperCase()})`)},"Tag":${JSON.stringify(tags)}}}\n`;
    },
  };
}
