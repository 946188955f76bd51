import type { AlertNotice } from "#domain/notices/alerts.ts";
import type { CaseNotice } from "#domain/notices/cases.ts";
import type { ConfirmNotice } from "#domain/notices/confirm.ts";
import type { EnrichmentNotice } from "#domain/notices/enrichment.ts";
import type { ExportNotice } from "#domain/notices/exports.ts";
import type { HitNotice } from "#domain/notices/hits.ts";
import type { ImportNotice } from "#domain/notices/imports.ts";
import type { IndicatorLifeNotice } from "#domain/notices/indicator-life.ts";
import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import type { MeetingNotice } from "#domain/notices/meetings.ts";
import type { OfficerNotice } from "#domain/notices/officers.ts";
import type { PlainNotice } from "#domain/notices/plain.ts";
import type { TaskNotice } from "#domain/notices/tasks.ts";
import type { CaseId, EventId, UserId } from "#domain/primitives/ids.ts";

/** Everything the bot can say, one file per aggregate beside its view. What carries case content carries its `codes`. */
export type Notice =
  | AlertNotice
  | CaseNotice
  | ConfirmNotice
  | EnrichmentNotice
  | ExportNotice
  | HitNotice
  | IndicatorLifeNotice
  | ImportNotice
  | IndicatorNotice
  | MeetingNotice
  | OfficerNotice
  | PlainNotice
  | TaskNotice;
/** Notices without codes. `bot/gate/room-gate.ts` lists them by name, so a new one cannot become unlabelled by accident. */
export type Unlabelled = Exclude<Notice, { readonly codes: unknown }>["say"];

/** To whom, never through which room: `bot/` finds the room, and the gate decides. An officer hears in his private room. */
export type Audience = { readonly case: CaseId } | { readonly officer: UserId };
/** Where a command was typed, for what is said of it later; nobody but `bot/` looks inside. */
export interface Origin {
  readonly event: EventId;
  /** The root of the thread in which that event stands, or "none" where none may begin; absent: it becomes a root. */
  readonly root?: EventId | "none";
}
export interface Say {
  readonly to: Audience;
  readonly notice: Notice;
  /** Said to an officer: the case that it is about, whose key seals it and whose members alone may hear it. */
  readonly about?: CaseId;
  /** A call: it rings for these persons and mentions nobody else. Absent: a record, which rings for nobody. */
  readonly rings?: readonly UserId[];
  /** In the thread of this command. */
  readonly origin?: Origin;
}
/** What a command hands back: data, written to the outbox by whoever ran it. */
export interface Handled {
  readonly answer: Notice;
  readonly says?: readonly Say[];
}

/** Every kind of work that rows owe. */
export type JobName =
  | "correlate"
  | "export"
  | "import"
  | "correlate-import"
  | "hear"
  | "enrich"
  | "remind-task"
  | "remind-meeting"
  | "remind-meeting-early"
  | "drop-file";
/** Work that a row owes; written by the storage method that writes the row. */
export interface Work {
  readonly job: JobName;
  /** Our own id of what the job is about. */
  readonly subject: string;
}
