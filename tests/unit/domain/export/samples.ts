import { type Codes, caseDefaults, categories, handlings, paps, settle, shares, tlps } from "#domain/codes/codes.ts";
import type { ExportHead, ExportRecord } from "#domain/export/record.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { all } from "#domain/kinds/index.ts";
import { caseId } from "#domain/primitives/ids.ts";

export const head: ExportHead = {
  case: caseId("019aaaaa-0000-7000-8000-000000000001"),
  ref: "C-2026-0007",
  at: new Date("2026-11-24T10:15:00.000Z"),
};
const logged = new Date("2026-11-02T14:00:00.000Z");

const idOf = (number: number): string => `019bbbbb-0000-7000-8000-${String(number).padStart(12, "0")}`;
export const record = (number: number, rest: Partial<ExportRecord> & Pick<ExportRecord, "indicator">): ExportRecord => ({
  id: idOf(number),
  codes: caseDefaults,
  tags: [],
  loggedAt: logged,
  firstSeenAt: logged,
  lastSeenAt: logged,
  ...rest,
});

/** Every example of every kind. */
export const ofAllKinds: readonly ExportRecord[] = all
  .flatMap(({ name, examples }) => examples.map(([typed]) => ({ typed, name })))
  .flatMap(({ typed, name }) => {
    const read = parseIndicator(typed, name);
    if (!read.ok) throw new Error(`an example of ${name} that cannot be read`);
    return [read.value];
  })
  .map((indicator, at) => record(at, { indicator }));

const address = (at: number) => {
  const read = parseIndicator(`198.51.100.${at}`);
  if (!read.ok) throw new Error("no address");
  return read.value;
};
const handlingSets: readonly Codes["handling"][] = [...handlings.map((code) => [code]), ["H1", "H2"], ["H1", "H2", "H3"]];
const variants: readonly Partial<Codes>[] = [
  ...tlps.map((tlp) => ({ tlp })),
  ...paps.map((pap) => ({ pap })),
  ...handlingSets.map((handling) => ({ handling })),
  ...shares.map((share) => ({ share })),
  ...categories.map((category) => ({ category })),
  ...(["A1", "B2", "C3", "X4"] as const).map((evaluation) => ({ evaluation })),
  { only: ["FR", "NL"] },
];
/** Every code, one by one, and what else a record may carry. */
export const ofAllCodes: readonly ExportRecord[] = variants.map((codes, at) =>
  record(1_000 + at, {
    indicator: address(at),
    codes: settle(codes, caseDefaults),
    ...(at % 2 === 0 && {
      tags: ["c2", "night-owl"],
      note: `=HYPERLINK("http://x") it's a \\ "note"`,
      source: '"feed", daily',
    }),
    ...(at % 3 === 0 ? { firstSeenAt: new Date(logged.getTime() - 86_400_000) } : { lastSeenAt: new Date(logged.getTime() + 86_400_000) }),
  }),
);
