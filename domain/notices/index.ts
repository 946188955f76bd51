import type { AlertNotice } from "#domain/notices/alerts.ts";
import type { CaseNotice } from "#domain/notices/cases.ts";
import type { Confirm, ConfirmInCase, ConfirmNotice } from "#domain/notices/confirm.ts";
import type { EnrichmentNotice } from "#domain/notices/enrichment.ts";
import type { ExportNotice } from "#domain/notices/exports.ts";
import type { HitNotice } from "#domain/notices/hits.ts";
import type { ImportNotice } from "#domain/notices/imports.ts";
import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import type { LifecycleNotice } from "#domain/notices/lifecycle.ts";
import type { MeetingNotice } from "#domain/notices/meetings.ts";
import type { OfficerNotice } from "#domain/notices/officers.ts";
import type { PlainNotice } from "#domain/notices/plain.ts";
import type { TaskNotice } from "#domain/notices/tasks.ts";

/** Everything the bot can say, one file per aggregate beside its view. What carries case content carries its `codes`; `policy.ts` says who may hear it. */
export type Notice =
  | AlertNotice
  | CaseNotice
  | Confirm<Notice>
  | ConfirmInCase<Notice>
  | ConfirmNotice
  | EnrichmentNotice
  | ExportNotice
  | HitNotice
  | LifecycleNotice
  | ImportNotice
  | IndicatorNotice
  | MeetingNotice
  | OfficerNotice
  | PlainNotice
  | TaskNotice;
