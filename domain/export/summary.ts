import type { Purpose } from "#domain/codes/table.ts";
import type { ExportFormat } from "#domain/export/formats.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** A file on its way out. */

export interface PackedFile {
  readonly name: string;
  readonly mimetype: string;
  /** Its bytes by DEFLATE (RFC 1951), in base64. */
  readonly packed: string;
}
/** An export as its case sees it afterwards. */
export interface ExportLine {
  readonly at: Date;
  readonly by: UserId;
  readonly format: ExportFormat;
  readonly for: Purpose;
  readonly reason: string;
  /** Absent while it is being made, and where nothing came of it. */
  readonly made?: {
    readonly name: string;
    /** Of the file, lower-case hex. */
    readonly sha256: string;
    readonly records: number;
    /** Of them: those that their provider permitted. */
    readonly permitted: number;
  };
}
