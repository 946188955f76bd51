import { alertPolicies } from "#domain/notices/alerts.ts";
import { casePolicies } from "#domain/notices/cases.ts";
import { confirmPolicies } from "#domain/notices/confirm.ts";
import type { Line, Policies, Policy, ShownRecords } from "#domain/notices/define-policy.ts";
import { enrichmentPolicies } from "#domain/notices/enrichment.ts";
import { exportPolicies } from "#domain/notices/exports.ts";
import { hitPolicies } from "#domain/notices/hits.ts";
import { importPolicies } from "#domain/notices/imports.ts";
import type { Notice } from "#domain/notices/index.ts";
import { indicatorPolicies } from "#domain/notices/indicators.ts";
import { lifecyclePolicies } from "#domain/notices/lifecycle.ts";
import { meetingPolicies } from "#domain/notices/meetings.ts";
import { officerPolicies } from "#domain/notices/officers.ts";
import { plainPolicies } from "#domain/notices/plain.ts";
import { taskPolicies } from "#domain/notices/tasks.ts";
import type { Ref } from "#domain/primitives/ids.ts";

/** Everything that gate, redirection and redaction know of a notice, each beside its notice: one without a policy does not compile. */
export const policies: Policies<Notice> = {
  ...alertPolicies,
  ...casePolicies,
  ...confirmPolicies({ shownIn, oldestIn }),
  ...enrichmentPolicies,
  ...exportPolicies,
  ...hitPolicies,
  ...importPolicies,
  ...lifecyclePolicies,
  ...indicatorPolicies,
  ...meetingPolicies,
  ...officerPolicies,
  ...plainPolicies,
  ...taskPolicies,
};

/** The policy under a notice's own name takes that notice, so it may be called with this one and no other. */
export const policyOf = (notice: Notice): Policy<Notice> => policies[notice.type];

/** Whether it carries the codes of its content. */
export const isLabelled = (notice: Notice): notice is Extract<Notice, { readonly codes: unknown }> => policyOf(notice).labelled;

/** What a list is made of; nothing for every other notice. */
export const linesOf = (notice: Notice): readonly Line[] => policyOf(notice).lines?.of(notice) ?? [];

/** Whether it names records of several cases. */
export const spans = (notice: Notice): boolean => policyOf(notice).lines?.spans === true;

/** A list without the lines that may not be heard, which it counts; undefined for every other notice. */
export function filtered(notice: Notice, may: (line: Line) => boolean): Notice | undefined {
  const { lines } = policyOf(notice);
  return lines?.keep(notice, new Set(lines.of(notice).flatMap((line, at) => (may(line) ? [at] : []))));
}

/** Whose values, reasons or findings can be read in it. */
export function shownIn(notice: Notice): ShownRecords {
  return policyOf(notice).shows(notice);
}

/** When the oldest of its content was logged. */
export function oldestIn(notice: Notice, said: Date): Date {
  return policyOf(notice).oldest(notice, said);
}

/** Records that the command which it answers has logged. */
export const refsLogged = (answer: Notice): readonly Ref<"IOC">[] => policyOf(answer).logs?.(answer) ?? [];
