import type { AlertNotice } from "#domain/notices/alerts.ts";
import { anna } from "../stores.ts";
import { alert, at, canary, codes, content, ref, source } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const alertSamples: Samples<AlertNotice> = {
  "alert-list": { type: "alert-list", codes, alerts: [alert], total: 1, all: false },
  "alert-source-added": { type: "alert-source-added", source, ref, address: "https://hooks.example/1", secret: canary },
  "alert-source-removed": { type: "alert-source-removed", source, ref },
  "alert-sources": {
    type: "alert-sources",
    sources: [{ ...source, kind: "webhook", case: { ref, words: "blue heron" }, addedBy: anna, addedAt: at, accepted: 1, untaken: {} }],
    nowhere: {},
  },
  "alerts-acknowledged": { type: "alerts-acknowledged", codes, acknowledged: [alert], already: [] },
  alert: { type: "alert", codes, alert, content, called: [] },
};
