import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, CaseRef, RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Ailment } from "#domain/rooms/ailments.ts";

/** A Matrix room that the bot knows. */
export interface KnownRoom {
  readonly roomId: RoomId;
  /** "closed" was private and is nobody's any more: the bot leaves it. */
  readonly kind: "case" | "coordination" | "private" | "closed" | "unknown";
  readonly case?: CaseId;
  /** As it should be, as its state says; where this is false nothing is sent and nothing that is typed is run. */
  readonly safe: boolean;
  /** How often sync has brought something that may change this; absent: never. */
  readonly revision?: number;
  /** Why it is not safe; absent: it is, or nobody has looked yet. */
  readonly ails?: readonly Ailment[];
  /** Another room replaces it: sync has said so, once and for ever. */
  readonly ended?: true;
  /** What is put up with in it. */
  readonly tolerated?: readonly Ailment[];
}
export interface RoomMember {
  readonly userId: UserId;
  readonly membership: "join" | "invite";
  /** When we first saw this membership. */
  readonly since: Date;
}
/** A person who is in a room now, as the gate sees them. */
export interface Listener {
  readonly userId: UserId;
  /** When we saw them join. */
  readonly since: Date;
  readonly country?: string;
  readonly agency?: string;
  /** A current member of the case whose room this is. */
  readonly ofCase: boolean;
  readonly onRoster?: boolean;
  readonly coordinator: boolean;
}
/** As what somebody would hear of a case in its own room now. */
export interface Standing {
  /** A current member of the case. */
  readonly ofCase: boolean;
  /** Who has joined the case's room, the bot included. */
  readonly listeners: readonly Listener[];
}
/** An officer whose private room must be made, or who must be invited to it. */
export interface PendingPrivateRoom {
  readonly officer: UserId;
  readonly roomId?: RoomId;
}
/** A case whose room must be made, or whose members must be invited or given another power there. */
export interface PendingRoom {
  readonly case: CaseId;
  readonly ref: CaseRef;
  readonly words: string;
  readonly roomId?: RoomId;
  readonly leads: readonly UserId[];
  readonly invite: readonly UserId[];
  /** In the room still, although their time in the case has run out. */
  readonly remove: readonly UserId[];
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
   * new. "held": shows another identity; "unreached": does not answer; "refused": the homeserver does not invite them; "unsafe": what ails it.
   */
  problems<S extends string>(
    roomId: RoomId,
    kind: "held" | "unreached" | "refused" | "asked" | "unsafe",
    subjects: readonly S[],
  ): Promise<readonly S[]>;
  /** Nothing of that kind troubles the room any more; true if something did. */
  relieved(roomId: RoomId, kind: "held" | "unsafe"): Promise<boolean>;
  /**
   * Writes down what was found out of a room as it was at its `revision` (absent: as it is). It becomes safe only if nothing has
   * come in since, and never again after its end. Returns it as it is now.
   */
  save(room: KnownRoom): Promise<KnownRoom>;
  /** Something came in that may make it unsafe: it counts as that until somebody has looked. `ended`: another room replaces it. */
  changed(roomId: RoomId, ended: boolean): Promise<void>;
  /** The bot left or was removed: its members are forgotten. */
  left(roomId: RoomId): Promise<void>;
  /** Writes the named memberships; "leave" and "ban" remove. */
  setMembers(roomId: RoomId, changes: readonly { readonly userId: UserId; readonly membership: string }[], now: Date): Promise<void>;
  members(roomId: RoomId): Promise<readonly RoomMember[]>;
  /** Who has joined, the bot included, with what the roster and the case say of each now. */
  listeners(roomId: RoomId, now: Date): Promise<readonly Listener[]>;
  /** An entry for each of the cases. */
  standing(userId: UserId, cases: readonly CaseId[], now: Date): Promise<ReadonlyMap<CaseId, Standing>>;
  pending(): Promise<readonly PendingRoom[]>;
  /** The case has its room now. */
  made(id: CaseId, roomId: RoomId): Promise<void>;
  /** Invited, or found to be in the room already; their power there is what their role wants. */
  invited(id: CaseId, userId: UserId): Promise<void>;
  /** Officers to whom something is to be said and who have no private room, or were not invited to it yet. Who left or declined theirs is asked again when something new is to be said. */
  pendingPrivate(): Promise<readonly PendingPrivateRoom[]>;
  /** The officer's private room is this one now, in place of any other; they count as invited from here on. */
  madePrivate(userId: UserId, roomId: RoomId, now: Date): Promise<void>;
  /** Their invitation was sent. */
  invitedPrivately(roomId: RoomId): Promise<void>;
  /** The private room is nobody's any more. */
  close(roomId: RoomId): Promise<void>;
  /** A room that is not safe is "nowhere"; so is a private one of somebody not on the roster, or with anybody else in it or invited to it. */
  place(roomId: RoomId): Promise<Place>;
}
/** Where a message was typed. A room of no known kind is "nowhere": nothing works there. */
export type Place =
  | { readonly where: "case"; readonly case: CaseId; readonly ref: CaseRef; readonly codes: Codes; readonly state: "open" | "closed" }
  | { readonly where: "coordination" }
  | { readonly where: "private"; readonly officer: UserId }
  | { readonly where: "nowhere" };
