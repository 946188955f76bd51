import { type Codes, type Handling, type Share, shares, type Tlp } from "#domain/codes/codes.ts";
import { stricter } from "#domain/codes/strictest.ts";
import type { UserId } from "#domain/primitives/ids.ts";

// The gate's table (design 3, "Who may see what"): whoever reads, lowers, exports or discloses asks here, and nowhere else.

/** Somebody who shall hear something of a case; without `since` they are not in its room. */
export interface Hearer {
  readonly userId: UserId;
  readonly country?: string;
  readonly agency?: string;
  /** A current member of the case. */
  readonly ofCase: boolean;
  /** An officer, of whatever case. */
  readonly onRoster?: boolean;
  readonly since?: Date;
}

interface Hearing {
  readonly one: Hearer;
  /** When the content was logged. */
  readonly logged: Date;
  /** Who is in the case's room now. */
  readonly all: readonly Hearer[];
}
const wasThere = ({ ofCase, since }: Hearer, logged: Date): boolean => ofCase && since !== undefined && since <= logged;
const labels: Readonly<Record<Tlp, (hearing: Hearing) => boolean>> = {
  red: ({ one, logged }) => wasThere(one, logged),
  "amber+strict": ({ one, logged, all }) =>
    wasThere(one, logged) ||
    (one.ofCase && one.agency !== undefined && all.some((other) => wasThere(other, logged) && other.agency === one.agency)),
  amber: ({ one }) => one.ofCase,
  green: ({ one }) => one.ofCase || one.onRoster === true,
  clear: () => true,
};

/**
 * Whether one may hear content with these codes. `logged` is when it was logged, `all` who is in the case's room now. PAP and
 * handling codes do not decide who reads.
 */
export function mayHear(one: Hearer, { tlp, only }: Codes, logged: Date, all: readonly Hearer[]): boolean {
  if (only !== undefined && (one.country === undefined || !only.includes(one.country))) return false;
  return labels[tlp]({ one, logged, all });
}

/** What the provider of a record has permitted: data of that record. A default of its case is never one. */
export interface Permission {
  /** Whose code it was: the provider's, or a second officer's where the provider is gone. */
  readonly by: UserId;
  readonly at: Date;
  readonly share: Share;
}
/** A record as far as it decides what may leave its case. */
export interface Leaving {
  readonly codes: Codes;
  readonly permitted?: Permission;
}

const bound: Readonly<Record<Handling, boolean>> = { H0: false, H1: true, H2: true, H3: true };
/** Whether a record leaves its case only as its provider has permitted (Europol's handling codes). */
export const needsPermission = ({ handling }: Codes): boolean => handling.some((code) => bound[code]);

/** The share that holds: its own, where a handling code binds no more than was permitted, which without a permission is the hit. */
export const shareHeld = ({ codes, permitted }: Leaving): Share =>
  needsPermission(codes) ? stricter(shares, codes.share, permitted?.share ?? "hit") : codes.share;

/** For what a file is meant. */
export type Purpose = "intel" | "court";
/**
 * Whether a record may leave in a file of one who is its provider or not. Evidence is a purpose of its own, which nobody has
 * permitted by a share.
 */
export const mayExport = (record: Leaving, { own, purpose }: { readonly own: boolean; readonly purpose: Purpose }): boolean =>
  own || !needsPermission(record.codes) || (purpose === "intel" && shareHeld(record) === "open");
