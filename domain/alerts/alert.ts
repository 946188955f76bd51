import type { Codes } from "#domain/codes/codes.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** How bad it is, from least to most. */
export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** From high upwards an alert calls whoever is in charge of its case. */
export const calls = (severity: Severity): boolean => severity === "high" || severity === "critical";

/** What a source says. Nothing of it is trusted: views escape and defang it. */
export interface AlertContent {
  readonly severity: Severity;
  /** 1 to 200 UTF-16 units. */
  readonly title: string;
  /** At most 4,000 UTF-16 units; may have several lines. */
  readonly text?: string;
  /** At most 100, as they came; they are not logged. */
  readonly indicators: readonly string[];
}

/** The kinds of alert sources. */
export const sourceKinds = ["webhook"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A source as people name it: its number, and the name that a coordinator gave it. */
export interface SourceName {
  readonly number: number;
  readonly name?: string;
}

/** An alert as its case sees it. */
export interface AlertLine extends Omit<AlertContent, "text" | "indicators"> {
  readonly ref: Ref<"ALERT">;
  readonly source: SourceName;
  readonly codes: Codes;
  readonly at: Date;
  readonly acknowledged?: { readonly by: UserId; readonly at: Date };
}

/** A new alert, and whom it may call. */
export interface NewAlert {
  readonly alert: AlertLine;
  readonly content: AlertContent;
  readonly inCharge: readonly UserId[];
}
