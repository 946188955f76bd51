/** Where the bot stands in what its homeserver tells it. A batch is what one `/sync` from the saved token brings. */
export interface SyncProgress {
  token(): Promise<string | undefined>;
  /** Counts, in a commit of its own, that the batch's to-device messages are about to be fed; returns the new count. */
  begin(): Promise<number>;
  /** The same for one message of the batch (its JSON text), fed alone; undefined if it was taken or parked before. */
  beginMessage(message: string): Promise<number | undefined>;
  /** The attempt that `begin`, or `beginMessage` with this message, counted last does not count. */
  excuse(message?: string): Promise<void>;
  /** It was fed and did no harm. */
  tookMessage(message: string): Promise<void>;
  /** Set aside for good: kept sealed, shown by `/bot status`. */
  parkMessage(message: string, now: Date): Promise<void>;
  /** In the transaction that stores what the batch brought; the next batch counts anew. */
  save(token: string): Promise<void>;
}
