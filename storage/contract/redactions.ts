import type { EventId, RoomId } from "#domain/primitives/ids.ts";

/** An event that shows what was spilled. */
export interface PendingRedaction {
  readonly eventId: EventId;
  readonly roomId: RoomId;
}
/** What must be taken out of rooms; each event once, however many spilled records it shows. */
export interface Redactions {
  /** At most `most`, and none of `but`; of rooms that the bot knows. */
  pending(most: number, but?: readonly EventId[]): Promise<readonly PendingRedaction[]>;
  /** Counts a try, in a commit of its own before it; returns how many that makes. */
  begin(event: EventId): Promise<number>;
  /** It is redacted: what it showed is forgotten. */
  done(event: EventId): Promise<void>;
  /** A permanent refusal: counted by `/bot status`. */
  park(event: EventId): Promise<void>;
}
