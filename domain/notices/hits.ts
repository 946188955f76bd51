import type { Codes } from "#domain/codes/codes.ts";
import type { HitLine, HitsFound } from "#domain/hits/hit.ts";
import { nothing, type Policies, type ShownRecords, whenSaid } from "#domain/notices/define-policy.ts";

export type HitNotice =
  | ({ readonly type: "hit" } & HitLine)
  /** Carries the other record's contact or value, and so its codes. */
  | ({ readonly type: "hit-disclosed"; readonly codes: Codes } & HitLine)
  /** Many at once, of one import. */
  | ({ readonly type: "hits" } & HitsFound)
  | ({ readonly type: "hits-disclosed"; readonly codes: Codes } & HitsFound)
  | { readonly type: "hit-list"; readonly codes: Codes; readonly hits: readonly HitLine[]; readonly total: number }
  | { readonly type: "hit-shown"; readonly codes: Codes; readonly hit: HitLine };

const valuesOf = (hits: readonly HitLine[]): ShownRecords => ({
  records: [],
  hits: hits.filter(({ value }) => value !== undefined).map(({ ref }) => ref),
});

export const hitPolicies: Policies<HitNotice> = {
  hit: { labelled: false, hears: "hit", oldest: whenSaid, shows: nothing },
  "hit-disclosed": { labelled: true, hears: "hit", oldest: whenSaid, shows: ({ ref }) => ({ records: [], hits: [ref] }) },
  hits: { labelled: false, hears: "hit", oldest: whenSaid, shows: nothing },
  "hits-disclosed": { labelled: true, hears: "hit", oldest: whenSaid, shows: ({ hits }) => valuesOf(hits) },
  "hit-list": { labelled: true, hears: "case", oldest: whenSaid, shows: ({ hits }) => valuesOf(hits) },
  "hit-shown": { labelled: true, hears: "case", oldest: whenSaid, shows: ({ hit }) => ({ records: [], hits: [hit.ref] }) },
};
