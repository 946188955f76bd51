import { strictest } from "#domain/codes/strictest.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Message } from "#domain/notices/message.ts";
import type { ImportMet } from "../storage/index.ts";
import { defineJob } from "./engine/define.ts";

/** So many hits are told one by one, as if their values had been typed. */
const fewHits = 3;

/** Lets one portion of an import meet the other cases, and after the last one tells each case once. */
export const correlateImport = defineJob({
  job: "correlate-import",
  attempts: 8,
  backoffMs: 1_000,
  needs: ["imports"],
  async run(portion, { imports }, now) {
    return (await imports.meet(portion, now)).flatMap((met): readonly Message[] =>
      notices(met).map((notice): Message => ({ to: { case: met.case }, notice })),
    );
  },
});

function notices({ total, runs, gave, hits }: ImportMet): readonly Notice[] {
  if (total <= fewHits) return hits.map(single);
  const [first, ...others] = hits.flatMap(({ disclosed }) => disclosed ?? []);
  const found = { total, runs, gave, hits };
  return [first === undefined ? { type: "hits", ...found } : { type: "hits-disclosed", codes: strictest(first, others), ...found }];
}

const single = (hit: HitLine): Notice =>
  hit.disclosed === undefined ? { type: "hit", ...hit } : { type: "hit-disclosed", codes: hit.disclosed, ...hit };
