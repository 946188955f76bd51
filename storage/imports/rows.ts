import type { Codes } from "#domain/codes/codes.ts";
import type { ImportFormat } from "#domain/import/reading.ts";
import type { ImportLine } from "#domain/import/summary.ts";
import type { Origin } from "#domain/notices/message.ts";
import { caseId, type Ref, type UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import type { ImportEntry, Imported } from "../index.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** What was known when it began. */
export interface ImportBody {
  readonly name: string;
  readonly sha256: string;
  readonly format: ImportFormat;
  readonly codes: Codes;
  readonly by: UserId;
  readonly origin: Origin;
}
/** What has come of it so far. */
export type ImportProgress = Pick<ImportLine, "logged" | "again" | "raised" | "warned" | "failed" | "givenUp">;

/** Columns that `importOf` reads. */
export const importColumns = ["id", "case_id", "number", "state", "total", "done", "started_at", "body", "progress"] as const;
export type ImportSelected = Row<"import", (typeof importColumns)[number]>;

/** A cell of the imports. */
export const importCell = (column: "body" | "progress", row: string) => ({ table: "liaison.import", column, row });
/** What people type and read. */
export const importRef = (number: number): Ref<"IMP"> => `IMP-${number}`;

/** An import as its row tells it. */
export function importOf(key: ScopeKey, row: ImportSelected): Imported {
  const { name, codes, by, origin } = openJson<ImportBody>(key, importCell("body", row.id), row.body);
  const progress = openJson<ImportProgress>(key, importCell("progress", row.id), row.progress);
  const line = { ref: importRef(row.number), name, state: row.state, total: row.total, done: row.done, ...progress } as const;
  return { case: caseId(row.case_id), origin, by, codes, startedAt: row.started_at, line };
}

/** Entries of one portion; what several share stands in it once. */
interface PortionBody {
  readonly shared: readonly ImportEntry["particulars"][];
  /** As JSON of its own: there is no date in it to look for. */
  readonly rows: string;
}
/** Line, kind, value, place of what is shared, warning list. */
type PortionLine = readonly [number, ImportEntry["indicator"]["kind"], ImportEntry["indicator"]["value"], number, string?];
const portionCell = (row: string) => ({ table: "liaison.import_portion", column: "body", row });

/** Seals the entries of a portion. */
export function sealPortion(key: ScopeKey, id: string, entries: readonly ImportEntry[]): Buffer {
  const shared = [...new Set(entries.map(({ particulars }) => particulars))];
  const places = new Map(shared.map((particulars, at) => [particulars, at]));
  const rows = entries.map(({ line, indicator: { kind, value }, particulars, warned }): PortionLine => {
    const place = places.get(particulars) ?? 0;
    return warned === undefined ? [line, kind, value, place] : [line, kind, value, place, warned];
  });
  return sealJson(key, portionCell(id), { shared, rows: JSON.stringify(rows) } satisfies PortionBody);
}
/** The inverse. */
export function openPortion(key: ScopeKey, id: string, body: Uint8Array): readonly ImportEntry[] {
  const { shared, rows } = openJson<PortionBody>(key, portionCell(id), body);
  // only sealPortion writes this
  return (JSON.parse(rows) as readonly PortionLine[]).flatMap(([line, kind, value, place, warned]) => {
    const particulars = shared[place];
    return particulars === undefined ? [] : [{ line, indicator: { kind, value }, particulars, ...(warned !== undefined && { warned }) }];
  });
}
