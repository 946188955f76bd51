import { announce } from "./announce.ts";
import { correlate } from "./correlate.ts";
import { correlateImport } from "./correlate-import.ts";
import { disclose } from "./disclose.ts";
import { dropFile } from "./drop-file.ts";
import type { Jobs } from "./engine/define.ts";
import { enrich } from "./enrich.ts";
import { makeExport } from "./export.ts";
import { importPortion } from "./import.ts";
import { remindMeeting, remindMeetingEarly } from "./remind-meeting.ts";
import { remindTask } from "./remind-task.ts";
import type { Source } from "./sources/define.ts";

/** Every job there is; those that ask sources ask these. */
export const jobsWith = (sources: readonly Source[]): Jobs => ({
  correlate,
  import: importPortion,
  "correlate-import": correlateImport,
  announce,
  disclose,
  export: makeExport,
  enrich: enrich(sources),
  "remind-task": remindTask,
  "remind-meeting": remindMeeting,
  "remind-meeting-early": remindMeetingEarly,
  "drop-file": dropFile,
});
