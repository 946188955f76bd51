import type { ExportHead, FileWriter } from "#domain/export/record.ts";
import { fixedObjects } from "#domain/export/stix/extension.ts";
import { type Marking, markingsOf } from "#domain/export/stix/markings.ts";
import { stixObject } from "#domain/export/stix/object.ts";
import { stableId } from "#domain/export/stix/stable-id.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";

/**
 * A STIX 2.1 bundle (OASIS Standard, section 8): who exports (a neutral reference, never a person), our extension, one object
 * per record, and the markings that they refer to.
 */
export function stixWriter(head: ExportHead, kinds: Kinds = known): FileWriter {
  const by = `identity--${stableId("case", head.case)}`;
  const used = new Map<string, Marking>();
  const known = new Map<string, readonly Marking[]>();
  const exporter = {
    type: "identity",
    spec_version: "2.1",
    id: by,
    created: "2026-11-25T00:00:00.000Z",
    modified: "2026-11-25T00:00:00.000Z",
    name: head.ref,
    identity_class: "group",
  };
  const first = [...fixedObjects, exporter].map((one) => JSON.stringify(one)).join(",\n");
  return {
    start: `{"type":"bundle","id":"bundle--${stableId("bundle", head.case, head.at.toISOString())}","objects":[\n${first}`,
    add(record) {
      const { tlp, pap, handling, only } = record.codes;
      const name = JSON.stringify([tlp, pap, handling, only]);
      const markings = known.get(name) ?? markingsOf(record.codes);
      known.set(name, markings);
      for (const marking of markings) used.set(marking.id, marking);
      return `,\n${JSON.stringify(stixObject(record, { head, by, kinds }, markings))}`;
    },
    end: () => `${[...used.values()].map((one) => `,\n${JSON.stringify(one)}`).join("")}\n]}\n`,
  };
}
