import { describe, expect, test } from "vitest";
import { type Codes, caseDefaults, settle } from "#domain/codes/codes.ts";
import { exportFormats } from "#domain/export/formats.ts";
import type { ExportHead, ExportRecord } from "#domain/export/record.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { all } from "#domain/kinds/index.ts";
import type { CaseId, CaseRef } from "#domain/primitives/ids.ts";
import { reading } from "./reading.ts";

// a case's ids are branded; these are made up
const head: ExportHead = {
  case: "00000000-0000-4000-8000-000000000001" as CaseId,
  ref: "C-2026-0007" as CaseRef,
  at: new Date("2026-11-25T10:00:00Z"),
};
const strict: Codes = {
  tlp: "red",
  pap: "amber",
  handling: ["H1", "H3"],
  evaluation: "B2",
  share: "silent",
  category: "victim",
  only: ["FR", "NL"],
};
const open: Codes = { ...caseDefaults, tlp: "clear", pap: "clear", handling: ["H0"], category: "technical", share: "open" };

/** Every example of every kind, some with everything that a record may carry, some with nothing. */
const records: readonly ExportRecord[] = all
  .flatMap((kind) => kind.examples.map(([typed]) => parseIndicator(typed, kind.name)))
  .flatMap((read) => (read.ok ? [read.value] : []))
  .filter((one, at, every) => every.findIndex((other) => other.kind === one.kind && other.value === one.value) === at)
  .map((indicator, at) => ({
    id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    indicator,
    codes: at % 3 === 0 ? strict : open,
    tags: at % 3 === 0 ? ["c2", "night-owl"] : [],
    ...(at % 3 === 0 && { note: `=it's "noted", TLP:GREEN, line ${at}`, source: 'feed "a", b' }),
    loggedAt: new Date("2026-11-20T08:00:00Z"),
    firstSeenAt: new Date("2026-11-19T08:00:00Z"),
    lastSeenAt: new Date("2026-11-24T09:30:00.500Z"),
  }));

function written(format: "stix" | "misp" | "csv", of: readonly ExportRecord[]): string {
  const writer = exportFormats[format].open(head);
  return [writer.start, ...of.map((one) => writer.add(one)), writer.end()].join("");
}

describe.each(["stix", "misp", "csv"] as const)("what an export in %s wrote", (format) => {
  test("is read back with everything that it says", async () => {
    const { rows, marking, notUnderstood } = await reading(`case.${exportFormats[format].ending}`, written(format, records));
    expect(notUnderstood).toEqual([]);
    expect(marking).toEqual({});
    expect(rows.map(({ line: _line, firstSeenAt: _first, ...row }) => row)).toEqual(
      records.map(({ indicator, codes, tags, note, source, lastSeenAt }) => ({
        indicator,
        codes,
        ...(tags.length > 0 && { tags }),
        ...(note !== undefined && { note }),
        ...(source !== undefined && { source }),
        seenAt: lastSeenAt,
      })),
    );
  });

  test("becomes the same file again", async () => {
    const first = written(format, records);
    const { rows } = await reading(`case.${exportFormats[format].ending}`, first);
    const again = rows.map(({ indicator, codes, tags = [], note, source, seenAt, firstSeenAt }, at): ExportRecord => {
      const before = records[at] ?? expect.unreachable();
      const given = {
        codes: settle(codes ?? {}, caseDefaults),
        tags,
        ...(note !== undefined && { note }),
        ...(source !== undefined && { source }),
      };
      return {
        id: before.id,
        indicator,
        ...given,
        loggedAt: before.loggedAt,
        firstSeenAt: firstSeenAt ?? before.firstSeenAt,
        lastSeenAt: seenAt ?? before.loggedAt,
      };
    });
    expect(written(format, again)).toBe(first);
  });
});
