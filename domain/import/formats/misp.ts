import { defineFormat } from "#domain/import/formats/define.ts";
import { mispEvents, readMisp } from "#domain/import/misp/read.ts";
import { ok } from "#domain/primitives/result.ts";

/** The MISP core format. */
export const misp = defineFormat({
  name: "misp",
  label: "MISP (events as JSON, or what a server answers to a search for events or attributes)",
  line: "the attribute, counted over the whole file",
  reads: [
    "attributes of events and of their objects, composite ones in their parts",
    "TLP and PAP in tags and titles",
    "tags, comments as notes, the organisation as source, first and last seen, sightings",
    "what is not to be compared as share:silent",
  ],
  leavesOut: [
    ["deleted attributes", "their makers took them back"],
    ["recipients and targets of mails", "they are victims or colleagues"],
    ["attributes of types that hold no indicator, such as links to reports", "each type is named"],
  ],
  read: async ({ json }, { kinds }) => {
    const read = json();
    const events = typeof read === "object" ? mispEvents(read.value) : undefined;
    return events && ok(readMisp(events, kinds));
  },
});
