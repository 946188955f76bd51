import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** A meeting; also its times rest sealed, only its reminders' due times are public. */
export const MeetingRow = defineEntity({
  name: "MeetingRow",
  schema: "liaison",
  tableName: "meeting",
  properties: { id: flat.uuid().primary(), caseId: flat.uuid(), number: flat.integer(), plannedAt: flat.time(), body: sealed() },
});

/** What somebody voted last. */
export const MeetingVote = defineEntity({
  name: "MeetingVote",
  schema: "liaison",
  tableName: "meeting_vote",
  properties: { meetingId: flat.uuid().primary(), userKey: keyed().primary(), at: flat.time(), body: sealed() },
});
