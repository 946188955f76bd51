import type { JobLine } from "#domain/enrichment/job.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { Origin } from "#domain/notices/message.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";

/** What the sources are to be asked. */
export interface Asking {
  readonly records: readonly Ref<"IOC">[];
  readonly by: UserId;
  /** In whose thread the result belongs. */
  readonly origin: Origin;
  /** Sources by name; absent: all that may be asked. */
  readonly sources?: readonly string[];
  /** Nobody asked: it follows from the logging, and says nothing if nothing is known. */
  readonly automatic?: true;
}
/** A job that waits to be run. */
export interface AskedJob extends Asking {
  readonly ref: Ref<"JOB">;
  readonly case: CaseId;
}
export interface FoundLine {
  readonly record: Ref<"IOC">;
  readonly findings: readonly Finding[];
}

/** What sources say of records. */
export interface Enrichment {
  /** Writes the job and its work: at once, or after the grace if nobody asked. */
  ask(of: CaseId, asking: Asking, now: Date): Promise<Ref<"JOB">>;
  /** Locks a job by our own id; undefined once it is done. */
  take(jobId: string): Promise<AskedJob | undefined>;
  /** The records of a job that are still live. */
  records(of: CaseId, refs: readonly Ref<"IOC">[]): Promise<readonly RecordLine[]>;
  /** Done: keeps what was found with the records, in place of what the same source said before. */
  done(jobId: string, found: readonly FoundLine[], failed: readonly string[], now: Date): Promise<void>;
  /** Newest first. */
  list(of: CaseId, most: number): Promise<{ readonly jobs: readonly JobLine[]; readonly total: number }>;
  /** What the sources have said of one record. */
  findings(of: CaseId, record: Ref<"IOC">): Promise<readonly Finding[]>;
}
