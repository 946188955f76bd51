import { defineEntity } from "@mikro-orm/postgresql";
import type { KnownRoom, RoomMember } from "../contract/rooms.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** Who is in a room, or invited to it. */
export const RoomMemberRow = defineEntity({
  name: "RoomMemberRow",
  schema: "liaison",
  tableName: "room_member",
  properties: {
    roomKey: keyed().primary(),
    userKey: keyed().primary(),
    membership: flat.text<RoomMember["membership"]>(),
    since: flat.time(),
    body: sealed(),
  },
});

/** What ails a room and was told already, as long as it lasts. */
export const RoomProblem = defineEntity({
  name: "RoomTrouble",
  schema: "liaison",
  tableName: "room_trouble",
  properties: { roomKey: keyed().primary(), kind: flat.text().primary(), subjectKey: keyed().primary() },
});

/** The Matrix rooms of the bot. */
export const Room = defineEntity({
  name: "Room",
  schema: "liaison",
  tableName: "room",
  properties: {
    roomKey: keyed().primary(),
    kind: flat.text<KnownRoom["kind"]>(),
    caseId: flat.uuid().nullable(),
    /** Whose private room it is. */
    officerKey: keyed().nullable(),
    /** Whether that officer's invitation was sent. */
    officerInvited: flat.unset(),
    safe: flat.flag(),
    /** Grows with everything that may make it unsafe. */
    revision: flat.counter(0),
    /** Another room replaces it. */
    ended: flat.unset(),
    /** Why it is not safe, by commas; null: it is, or nobody has looked. */
    ails: flat.text().nullable(),
    /** What is put up with in it, by commas; null: not found out yet. */
    tolerated: flat.text().nullable(),
    body: sealed(),
  },
});

/** Invitations of officers that were not followed. */
export const InvitationRow = defineEntity({
  name: "InvitationRow",
  schema: "liaison",
  tableName: "invitation",
  properties: { roomKey: keyed().primary(), inviterKey: keyed(), at: flat.time(), body: sealed() },
});
