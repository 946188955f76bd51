import type { OfficerNotice } from "#domain/notices/officers.ts";
import { bruno } from "../stores.ts";
import { at, officer } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const officerSamples: Samples<OfficerNotice> = {
  "coordinator-left": { type: "coordinator-left", userId: bruno },
  "officer-list": { type: "officer-list", officers: [officer], now: at },
  "officer-removed": { type: "officer-removed", userId: bruno, cases: 1, tasks: 1 },
  "officer-saved": { type: "officer-saved", officer, again: false },
};
