import type { Hearer } from "#domain/codes/table.ts";
import type { ExportFormat } from "#domain/export/formats.ts";
import type { Candidate, ExportWish } from "#domain/export/selection.ts";
import type { ExportLine } from "#domain/export/summary.ts";
import type { Origin } from "#domain/notices/message.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";

/** A file that is to be made. */
export interface ExportAsked {
  readonly format: ExportFormat;
  readonly wish: ExportWish;
  readonly reason: string;
  readonly by: UserId;
  /** A second officer's code was needed, and typed. */
  readonly second: boolean;
  /** In whose thread the file belongs. */
  readonly origin: Origin;
}
/** What became of it. */
export interface ExportMade {
  readonly name: string;
  readonly bytes: number;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  readonly records: readonly Ref<"IOC">[];
  /** Of them: those whose provider permitted it by exporting them. */
  readonly permitted: readonly Ref<"IOC">[];
}

/** Exports of a case: who asked for which, why, what was inside, and by whose permission. */
export interface Exports {
  /** Members of the case who are in its room now: they would read a file that is sent there. */
  audience(of: CaseId, now: Date): Promise<readonly Hearer[]>;
  /** Live records by their numbers, in pages. */
  pages(of: CaseId): AsyncIterable<readonly Candidate[]>;
  /** Writes down what is to be made, and schedules its work. */
  ask(of: CaseId, asked: ExportAsked, now: Date): Promise<void>;
  /** Locks one by our own id; undefined once it has ended. */
  take(id: string): Promise<(ExportAsked & { readonly case: CaseId; readonly askedAt: Date }) | undefined>;
  /** The lower-case hexadecimal SHA-256 of a file. */
  hash(file: Uint8Array): string;
  /** It has ended; without `made` no file came of it. */
  end(id: string, made: ExportMade | undefined, now: Date): Promise<void>;
  /** Newest first; `total` counts all. */
  list(of: CaseId, most: number): Promise<{ readonly exports: readonly ExportLine[]; readonly total: number }>;
}
