import { defineFormat } from "#domain/import/formats/define.ts";
import { isObject, type JsonObject, listAt, textAt } from "#domain/import/json.ts";
import { readStix } from "#domain/import/stix/read.ts";
import { ok } from "#domain/primitives/result.ts";

const id = /^[a-z0-9][a-z0-9-]{1,60}--/u;
const isObjectOfStix = (one: unknown): boolean => isObject(one) && textAt(one, "type") !== undefined && id.test(textAt(one, "id") ?? "");

/** A bundle, the envelope in which TAXII 2.1 hands objects out, an object alone, or a list of any of these; undefined for all else. */
function bundleOf(value: unknown): JsonObject | undefined {
  if (Array.isArray(value)) {
    const bundles = value.map((one: unknown) => (isObject(one) ? bundleOf(one) : undefined));
    if (value.length === 0 || !bundles.every((one) => one !== undefined)) return undefined;
    const markings = bundles.flatMap((one) => listAt(one, "object_marking_refs"));
    return { objects: bundles.flatMap((one) => listAt(one, "objects")), object_marking_refs: markings };
  }
  if (!isObject(value)) return undefined;
  if (textAt(value, "type") === "bundle" || listAt(value, "objects").some(isObjectOfStix)) return value;
  return isObjectOfStix(value) ? { objects: [value] } : undefined;
}

/** OASIS STIX 2.1. */
export const stix = defineFormat({
  name: "stix",
  label: "STIX 2.0 and 2.1 (bundles, lists of objects, or what TAXII hands out)",
  line: "the object, counted from 1",
  reads: [
    "values that the patterns of indicators compare for equality",
    "observables, and those inside of observed data (STIX 2.0)",
    "the end of validity as a tag",
    "red for a marking that is not in the file or not understood, which is told",
    "markings of objects, and of reports and groupings in which they stand",
    "labels as tags, descriptions as notes, makers as sources, when they were seen",
  ],
  leavesOut: [
    ["negated comparisons, and those by anything but equality", "they name no single value"],
    ["revoked objects", "their makers took them back"],
    ["what is called benign", "it is no indicator"],
    ["sightings", "they say where somebody saw what stands elsewhere"],
    ["recipients of mails", "they are victims or colleagues"],
    ["patterns in other languages than STIX and YARA", "they are rules of programs that we do not read"],
    ["objects of other types", "they name nothing that can be logged; each type is named"],
  ],
  read: async ({ json }, { kinds }) => {
    const read = json();
    const bundle = typeof read === "object" ? bundleOf(read.value) : undefined;
    return bundle && ok(readStix(bundle, kinds));
  },
});
