import type { RoomId, UserId } from "#domain/primitives/ids.ts";

/** Somebody invites the bot. */
export interface Invitation {
  readonly room: RoomId;
  readonly inviter: UserId;
}
/** Invitations that were not followed yet; nothing is kept of those of people who are not on the roster. */
export interface Invitations {
  /** In the transaction that keeps the token of the sync, which tells of each only once. Resolves with how many are to be followed now. */
  keep(invitations: readonly Invitation[], now: Date): Promise<number>;
  /** Those of officers who are coordinators now, oldest first. */
  toFollow(): Promise<readonly RoomId[]>;
  /** They were followed, or are no more. */
  forget(rooms: readonly RoomId[]): Promise<void>;
}
