import type { CaseNotice } from "#domain/notices/cases.ts";
import { anna, bruno } from "../stores.ts";
import { about, codes, member, ref } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const caseSamples: Samples<CaseNotice> = {
  "case-brief": { type: "case-brief", case: about, lead: anna, codes },
  "case-codes": { type: "case-codes", ref, codes },
  "case-codes-changed": { type: "case-codes-changed", ref, was: codes, codes: { ...codes, tlp: "green" }, records: 1 },
  "case-codes-lowering": { type: "case-codes-lowering", ref, now: codes, codes },
  "case-info": { type: "case-info", case: about, members: 2, indicators: 1, hits: 1, codes },
  "case-lead-named": { type: "case-lead-named", ref, userId: bruno, by: anna },
  "case-list": { type: "case-list", cases: [{ ...about, members: 2, leads: [anna] }], codes },
  "case-member-added": { type: "case-member-added", ref, member, again: false, codes },
  "case-member-ended": { type: "case-member-ended", ref, userId: bruno, codes },
  "case-member-removed": { type: "case-member-removed", ref, userId: bruno },
  "case-members": { type: "case-members", ref, members: [member], codes },
  "case-opened": { type: "case-opened", case: about, lead: anna, codes },
};
