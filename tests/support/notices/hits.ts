import type { HitNotice } from "#domain/notices/hits.ts";
import { codes, found, hit } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const hitSamples: Samples<HitNotice> = {
  "hit-list": { type: "hit-list", codes, hits: [hit], total: 1 },
  "hit-shown": { type: "hit-shown", codes, hit },
  hit: { type: "hit", ...hit },
  "hit-disclosed": { type: "hit-disclosed", codes, ...hit },
  hits: { type: "hits", ...found },
  "hits-disclosed": { type: "hits-disclosed", codes, ...found },
};
