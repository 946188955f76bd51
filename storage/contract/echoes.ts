import type { CaseId, EventId, RoomId } from "#domain/primitives/ids.ts";
import type { KnownRoom } from "./rooms.ts";

/** A message of the bot's that sync brought back. */
export interface CameBack {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  /** What was read: the link that it has by its text and place. Else the raw event, to be read later. */
  readonly read: { readonly link: string } | { readonly event: string };
}
/** One that is to be read: it was begun as often as this. */
export interface UnreadEcho {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly event: string;
  readonly attempts: number;
}
/** Messages of one room that are lost, or came back as others. */
export interface LostMessages {
  readonly room: { readonly roomId: RoomId; readonly kind: KnownRoom["kind"]; readonly case?: CaseId };
  readonly events: readonly EventId[];
  readonly numbers: readonly number[];
  readonly why: "lost" | "changed";
  /** They say themselves that others were lost: nobody is told of them. */
  readonly quiet: boolean;
}
/**
 * What was sent and has to come back. `Outbox.sent` makes an entry, and here it ends: when what came is what was sent. Which of
 * the two is known first does not matter.
 */
export interface Echoes {
  /** In the transaction that keeps the token of the sync. */
  came(events: readonly CameBack[], now: Date): Promise<void>;
  /** Those that are here as raw events and were sent by us, begun, in a commit of its own before the work: many that are new, or one that failed before. */
  take(): Promise<readonly UnreadEcho[]>;
  /** What was read in them; "removed": it was taken out of the room, and had been there. */
  read(eventId: EventId, what: { readonly link: string } | "unreadable" | "removed"): Promise<void>;
  /** Whether any is waited for, or is yet to be told of. */
  any(): Promise<boolean>;
  /** So many milliseconds more sync has worked; what has waited for `limitMs` is lost. */
  waited(ms: number, limitMs: number, now: Date): Promise<void>;
  /** What nobody was told of yet, of each room at most every ten minutes; each message once. */
  untold(now: Date): Promise<readonly LostMessages[]>;
}
