import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { caseDefaults, settle } from "#domain/codes/codes.ts";
import { type ExportFormat, exportFormats } from "#domain/export/formats.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import { readFile } from "#domain/import/index.ts";
import type { Reading } from "#domain/import/reading.ts";
import { head, ofAllCodes, ofAllKinds } from "./samples.ts";

const written = (format: ExportFormat, records: readonly ExportRecord[]): string => {
  const writer = exportFormats[format].open(head);
  return writer.start + records.map((one) => writer.add(one)).join("") + writer.end();
};
async function readBack(format: ExportFormat, text: string): Promise<Reading> {
  const bytes = Buffer.from(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const read = await readFile({ name: `a.${exportFormats[format].ending}`, mimetype: exportFormats[format].mimetype, sha256, bytes }, {});
  if (!read.ok) throw new Error(read.fault.code);
  return read.value;
}
/** What an empty case makes of the rows. */
const imported = ({ rows, marking }: Reading, like: readonly ExportRecord[]): readonly ExportRecord[] =>
  rows.map(({ indicator, codes, tags, note, source, seenAt }, at) => ({
    id: like[at]?.id ?? "",
    indicator,
    codes: settle({ ...marking, ...codes }, caseDefaults),
    tags: tags ?? [],
    ...(note !== undefined && { note }),
    ...(source !== undefined && { source }),
    loggedAt: like[at]?.loggedAt ?? head.at,
    firstSeenAt: like[at]?.firstSeenAt ?? head.at,
    lastSeenAt: seenAt ?? head.at,
  }));
/** A value is one record, however often it is written. */
const unique = [...new Map([...ofAllCodes, ...ofAllKinds].map((one) => [`${one.indicator.kind} ${one.indicator.value}`, one])).values()];

test.each(["stix", "misp", "csv"] as const)("a %s file read into an empty case and written again is the same file", async (format) => {
  const first = written(format, unique);
  const reading = await readBack(format, first);
  expect(reading.format).toBe(format);
  expect(reading.notUnderstood).toEqual([]);
  expect(reading.rows.map(({ indicator }) => indicator)).toEqual(unique.map(({ indicator }) => indicator));
  expect(imported(reading, unique)).toEqual(unique);
  expect(written(format, imported(reading, unique))).toBe(first);
});
