import { defineFormat } from "#domain/import/formats/define.ts";
import { isObject, type JsonObject, listAt, textAt } from "#domain/import/json.ts";
import { readStix } from "#domain/import/stix/read.ts";
import { ok } from "#domain/primitives/result.ts";

/** A bundle, or the envelope in which TAXII 2.1 hands objects out. */
function isStix(value: JsonObject): boolean {
  const objects = listAt(value, "objects");
  const id = /^[a-z0-9][a-z0-9-]{1,60}--/u;
  return textAt(value, "type") === "bundle" || objects.some((one) => isObject(one) && id.test(textAt(one, "id") ?? ""));
}

/** OASIS STIX 2.1. */
export const stix = defineFormat({
  name: "stix",
  label: "STIX 2.1 (a bundle, or what TAXII hands out)",
  line: "the object, counted from 1",
  reads: [
    "values that the patterns of indicators compare for equality",
    "observables",
    "markings of objects, and of reports and groupings in which they stand",
    "labels as tags, descriptions as notes, makers as sources, when they were seen",
  ],
  leavesOut: [
    ["negated comparisons, and those by anything but equality", "they name no single value"],
    ["revoked objects", "their makers took them back"],
    ["recipients of mails", "they are victims or colleagues"],
    ["patterns in other languages than STIX and YARA", "they are rules of programs that we do not read"],
    ["objects of other types", "they name nothing that can be logged; each type is named"],
  ],
  read: async ({ json }, { kinds }) => {
    const read = json();
    return typeof read === "object" && isObject(read.value) && isStix(read.value) ? ok(readStix(read.value, kinds)) : undefined;
  },
});
