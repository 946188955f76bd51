import type { Codes } from "#domain/codes/codes.ts";
import type { Permission } from "#domain/codes/table.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { LeftOut } from "#domain/indicators/left-out.ts";
import type { Warning } from "#domain/indicators/warning.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** One value of `/ioc add`. `again`: the case held it already, it is only seen once more. */
export interface LoggedLine {
  readonly ref: Ref<"IOC">;
  readonly indicator: Indicator;
  readonly codes: Codes;
  readonly again: boolean;
  /** When it was logged first, where that was before. */
  readonly loggedAt?: Date;
  /** It was withdrawn, and counts again with the protection that others have given it. */
  readonly back?: true;
  /** The codes before this command raised them. */
  readonly was?: Codes;
  /** The warning list on which it stands: no other case will hear of it. */
  readonly warned?: Warning;
  /** Codes were typed that differ from those that the record has and keeps. */
  readonly keeps?: true;
  /** What was typed with the value and is no part of it. */
  readonly leftOut?: readonly LeftOut[];
}
/** A record that somebody else has logged than who does something to it. */
export interface Foreign {
  readonly ref: Ref<"IOC">;
  readonly provider: UserId;
}
/** A record as its own case sees it. */
export interface RecordLine extends LoggedLine {
  readonly loggedBy: UserId;
  readonly loggedAt: Date;
  /** Absent: when it was last seen. */
  readonly firstSeenAt?: Date;
  readonly lastSeenAt: Date;
  readonly timesSeen: number;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly permitted?: Permission;
  /** How many officers hold it for a false positive. */
  readonly doubts?: number;
  /** One of them had logged it or leads the case: it matches nothing. */
  readonly refuted?: true;
  /** Its value, its notes and its history are gone; `withdrawn` tells by whom. */
  readonly spilled?: true;
  readonly withdrawn?: { readonly by: UserId; readonly at: Date; readonly reason: string };
}
