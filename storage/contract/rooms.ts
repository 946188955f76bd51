import type { CaseId, CaseRef, RoomId, UserId } from "#domain/ids.ts";
import type { Place } from "./stores.ts";

/** A Matrix room that the bot knows. */
export interface KnownRoom {
  readonly roomId: RoomId;
  readonly kind: "case" | "coordination" | "private" | "unknown";
  readonly case?: CaseId;
  /** Encrypted and invite-only, as its state says; nothing is sent where this is false. */
  readonly safe: boolean;
}
export interface RoomMember {
  readonly userId: UserId;
  readonly membership: "join" | "invite";
  /** When we first saw this membership. */
  readonly since: Date;
}
/** A person who is in a room now, as the gate sees him. */
export interface Listener {
  readonly userId: UserId;
  /** When we saw him join. */
  readonly since: Date;
  readonly country?: string;
  readonly agency?: string;
  /** A current member of the case whose room this is. */
  readonly ofCase: boolean;
  readonly coordinator: boolean;
}
/** A case whose room must be made, or whose members must be invited or given another power there. */
export interface RoomOwed {
  readonly case: CaseId;
  readonly ref: CaseRef;
  readonly words: string;
  readonly roomId?: RoomId;
  readonly leads: readonly UserId[];
  readonly invite: readonly UserId[];
}
export interface Rooms {
  get(roomId: RoomId): Promise<KnownRoom | undefined>;
  ofCase(id: CaseId): Promise<RoomId | undefined>;
  /** The officer's private room with the bot. */
  ofOfficer(userId: UserId): Promise<RoomId | undefined>;
  all(): Promise<readonly KnownRoom[]>;
  /** Rooms that at least one of them is in or invited to. */
  of(users: readonly UserId[]): Promise<readonly RoomId[]>;
  /**
   * Writes down who (or which server) troubles the room now, in place of what was written before. Returns those that are
   * new. "held": shows another identity; "unreached": does not answer.
   */
  troubles<S extends string>(roomId: RoomId, kind: "held" | "unreached", subjects: readonly S[]): Promise<readonly S[]>;
  save(room: KnownRoom): Promise<void>;
  /** The bot left or was removed: its members are forgotten. */
  left(roomId: RoomId): Promise<void>;
  /** Writes the named memberships; "leave" and "ban" remove. */
  setMembers(roomId: RoomId, changes: readonly { readonly userId: UserId; readonly membership: string }[], now: Date): Promise<void>;
  members(roomId: RoomId): Promise<readonly RoomMember[]>;
  /** Who has joined, the bot included, with what the roster and the case say of each now. */
  listeners(roomId: RoomId, now: Date): Promise<readonly Listener[]>;
  owed(): Promise<readonly RoomOwed[]>;
  /** The case has its room now. */
  made(id: CaseId, roomId: RoomId): Promise<void>;
  /** Invited, or found to be in the room already; his power there is what his role wants. */
  invited(id: CaseId, userId: UserId): Promise<void>;
  /** Officers to whom something waits to be said and who have no private room. */
  privateOwed(): Promise<readonly UserId[]>;
  /** The officer's private room is this one now, in place of any other. */
  madePrivate(userId: UserId, roomId: RoomId): Promise<void>;
  place(roomId: RoomId): Promise<Place>;
}
