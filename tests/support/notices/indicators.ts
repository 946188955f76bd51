import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import { anna } from "../stores.ts";
import { at, canary, codes, record } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const indicatorSamples: Samples<IndicatorNotice> = {
  "indicator-list": { type: "indicator-list", codes, records: [record], total: 1, now: at },
  "indicator-shown": { type: "indicator-shown", codes, record, findings: [], now: at },
  "indicators-logged": { type: "indicators-logged", codes, logged: [record], refused: [] },
  "indicators-taken": { type: "indicators-taken", codes, how: "withdrawn", refs: ["IOC-1"], by: anna, reason: canary },
  "indicators-withdrawing": { type: "indicators-withdrawing", codes, refs: ["IOC-1"], foreign: [], reason: canary },
  "indicators-withdrawn": { type: "indicators-withdrawn", codes, refs: ["IOC-1"], foreign: [], already: [], reason: canary },
};
