import type { MeetingNotice } from "#domain/notices/meetings.ts";
import { anna } from "../stores.ts";
import { at, canary, codes, meeting } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const meetingSamples: Samples<MeetingNotice> = {
  "meeting-calendar": { type: "meeting-calendar", meeting, codes },
  "meeting-cancelled": { type: "meeting-cancelled", meeting: { ...meeting, cancelled: { by: anna, at, reason: canary } }, codes },
  "meeting-fixed": { type: "meeting-fixed", meeting, codes },
  "meeting-list": { type: "meeting-list", meetings: [meeting], total: 1, zone: "UTC", now: at, codes },
  "meeting-reminder": { type: "meeting-reminder", meeting, codes, kind: "soon", now: at },
  "meeting-saved": { type: "meeting-saved", meeting, codes },
  "meeting-shown": { type: "meeting-shown", meeting, codes },
  "meeting-vote-wanted": { type: "meeting-vote-wanted", meeting, codes },
  "meeting-voted": { type: "meeting-voted", meeting, codes, by: anna, zone: "UTC" },
};
