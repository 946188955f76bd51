import type { LifecycleNotice } from "#domain/notices/lifecycle.ts";
import { anna } from "../stores.ts";
import { at, codes, indicator, of, record, ref } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const lifecycleSamples: Samples<LifecycleNotice> = {
  "indicators-doubted": { type: "indicators-doubted", codes, refs: ["IOC-1"], refuted: [], already: [] },
  "indicators-found": {
    type: "indicators-found",
    codes,
    sought: indicator,
    lines: [{ case: of, caseRef: ref, ref: "IOC-1", indicator, codes, loggedAt: at, match: "same" }],
    cut: false,
    now: at,
  },
  "indicators-lowering": { type: "indicators-lowering", codes, lines: [{ ref: "IOC-1", was: codes, now: codes, permits: "hit" }] },
  "indicators-seen": { type: "indicators-seen", codes, refs: ["IOC-1"], at, back: [] },
  "indicators-set": {
    type: "indicators-set",
    codes,
    lines: [{ ref: "IOC-1", was: record, now: record, provider: anna, loggedAt: at, raisers: [] }],
    same: [],
  },
  "indicators-spilled": { type: "indicators-spilled", codes, refs: ["IOC-1"], lost: [], already: [], messages: 1, commands: 1 },
  "indicators-spilling": { type: "indicators-spilling", codes, refs: ["IOC-1"], foreign: [{ ref: "IOC-1", provider: anna }] },
};
