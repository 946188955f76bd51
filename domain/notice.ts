import type { CaseId, UserId } from "#domain/ids.ts";
import type { CaseNotice } from "#domain/notices/cases.ts";
import type { HitNotice } from "#domain/notices/hits.ts";
import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import type { OfficerNotice } from "#domain/notices/officers.ts";
import type { PlainNotice } from "#domain/notices/plain.ts";

/** Everything the bot can say, one file per aggregate beside its view. What carries case content carries its `codes`. */
export type Notice = CaseNotice | HitNotice | IndicatorNotice | OfficerNotice | PlainNotice;
/** Notices without codes. `bot/gate.ts` lists them by name, so a new one cannot become unlabelled by accident. */
export type Unlabelled = Exclude<Notice, { readonly codes: unknown }>["say"];

/** To whom, never through which room: `bot/` finds the room, and the gate decides. */
export type Audience = { readonly case: CaseId } | { readonly officer: UserId };
export interface Say {
  readonly to: Audience;
  readonly notice: Notice;
}
/** What a command hands back: data, written to the outbox by whoever ran it. */
export interface Handled {
  readonly answer: Notice;
  readonly says?: readonly Say[];
}

/** Work that a row owes, ids only; written by the storage method that writes the row. */
export type Work = { readonly job: "correlate"; readonly indicatorId: string };
