import { type MeetingReminder, stillRemind } from "#domain/meetings/reminders.ts";
import type { Message } from "#domain/notices/message.ts";
import type { JobName } from "#domain/work.ts";
import { defineJob } from "./engine/define.ts";

/** Rings for the participants before the start: the meeting's row schedules one such work for each reminder. */
const remind = (job: JobName, kind: MeetingReminder) =>
  defineJob({
    job,
    attempts: 5,
    backoffMs: 1_000,
    needs: ["meetings"],
    async run(meetingId, { meetings }, now): Promise<readonly Message[]> {
      const found = await meetings.withCase(meetingId, now);
      if (found === undefined || !stillRemind(found.meeting, kind, now)) return [];
      const { meeting, codes } = found;
      const mentions = meeting.participants.map(({ userId }) => userId);
      return [{ to: { case: found.case }, notice: { type: "meeting-reminder", meeting, kind, now, codes }, mentions }];
    },
  });

/** A quarter of an hour before the start. */
export const remindMeeting = remind("remind-meeting", "soon");
/** A day before the start. */
export const remindMeetingEarly = remind("remind-meeting-early", "early");
