import { correlate } from "./correlate.ts";
import type { Jobs } from "./define.ts";
import { enrich } from "./enrich.ts";
import { remindMeeting, remindMeetingEarly } from "./remind-meeting.ts";
import { remindTask } from "./remind-task.ts";
import type { Source } from "./sources/define.ts";

/** Every job there is; those that ask sources ask these. */
export const jobsWith = (sources: readonly Source[]): Jobs => ({
  correlate,
  enrich: enrich(sources),
  "remind-task": remindTask,
  "remind-meeting": remindMeeting,
  "remind-meeting-early": remindMeetingEarly,
});
