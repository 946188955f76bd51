import type { Codes } from "#domain/codes/codes.ts";
import type { Purpose } from "#domain/codes/table.ts";
import type { ExportFormat } from "#domain/export/formats.ts";
import type { ExportCount } from "#domain/export/selection.ts";
import type { ExportLine, PackedFile } from "#domain/export/summary.ts";
import { earliest, nothing, type Policies, whenSaid } from "#domain/notices/define-policy.ts";

/** An export by its numbers: no value, no note, so the case's own codes hold. */
interface Counted {
  readonly codes: Codes;
  readonly format: ExportFormat;
  readonly for: Purpose;
  readonly count: ExportCount;
}

export type ExportNotice =
  | { readonly type: "export-list"; readonly codes: Codes; readonly exports: readonly ExportLine[]; readonly total: number }
  /** Before it is confirmed; `readers` are in the room and would read the file. */
  | ({ readonly type: "export-shown"; readonly readers: number } & Counted)
  | ({ readonly type: "export-begun" } & Counted)
  /** Nothing of what was asked for may leave. */
  | ({ readonly type: "export-nothing" } & Counted)
  /** The file itself; `oldest`: when the first of those records was logged whose label depends on it. */
  | { readonly type: "export-file"; readonly codes: Codes; readonly oldest: Date; readonly file: PackedFile }
  | ({
      readonly type: "export-made";
      readonly name: string;
      readonly bytes: number;
      /** Of the file, lower-case hex. */
      readonly sha256: string;
    } & Counted)
  /** The file would have more bytes than are sent. */
  | { readonly type: "export-too-large"; readonly codes: Codes; readonly format: ExportFormat; readonly most: number };

export const exportPolicies: Policies<ExportNotice> = {
  "export-list": {
    labelled: true,
    hears: "case",
    // each line quotes the reason that somebody typed then
    oldest: ({ exports }, said) =>
      earliest(
        said,
        exports.map(({ at }) => at),
      ),
    shows: nothing,
  },
  "export-shown": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "export-begun": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "export-nothing": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "export-file": { labelled: true, hears: "case", oldest: ({ oldest }) => oldest, shows: nothing },
  "export-made": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "export-too-large": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
};
