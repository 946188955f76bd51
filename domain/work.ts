/** Every kind of work that rows schedule. */

export type JobName =
  | "correlate"
  | "export"
  | "import"
  | "correlate-import"
  | "announce"
  | "disclose"
  | "enrich"
  | "remind-task"
  | "remind-meeting"
  | "remind-meeting-early"
  | "drop-file";
/** Work that a row schedules; written by the storage method that writes the row. */
export interface Work {
  readonly job: JobName;
  /** Our own id of what the job is about. */
  readonly subject: string;
}
