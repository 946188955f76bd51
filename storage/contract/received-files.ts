import type { CaseId, EventId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";

/** Files on which a command that waits for its code works, under the event of that command. They are gone when no code can be typed any more. */
export interface ReceivedFiles {
  /** Keeps it, sealed under the case's key, or the coordination's. */
  keep(file: ReceivedFile, event: EventId, of: CaseId | undefined, now: Date): Promise<void>;
  /** Hands it out: it is gone afterwards. */
  take(event: EventId, now: Date): Promise<ReceivedFile | undefined>;
  drop(event: EventId, now: Date): Promise<void>;
  /** Drops this one, if its time is over. */
  expire(id: string, now: Date): Promise<void>;
}
