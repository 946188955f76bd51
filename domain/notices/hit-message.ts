import { strictest } from "#domain/codes/strictest.ts";
import type { HitLine, HitsFound } from "#domain/hits/hit.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Message } from "#domain/notices/message.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";

/** So many hits of one import are told one by one, as if their values had been typed. */
const fewHits = 3;
/** Of more, so many are told a line each. */
export const mostLines = 20;

const alone = (hit: HitLine): Notice =>
  hit.disclosed === undefined ? { type: "hit", ...hit } : { type: "hit-disclosed", codes: hit.disclosed, ...hit };

/** What a case hears of a hit; it carries the other record's codes where something of that record is in it. */
export const hitMessage = (of: CaseId, hit: HitLine): Message => ({ to: { case: of }, notice: alone(hit), onTick: true });

/** The hits that a message tells of; none for every other notice. */
export const hitsIn = (notice: Notice): readonly Ref<"HIT">[] => {
  if (notice.type === "hit" || notice.type === "hit-disclosed") return [notice.ref];
  return notice.type === "hits" || notice.type === "hits-disclosed" ? notice.hits.map(({ ref }) => ref) : [];
};

/** The same message with the hits as they are by now. */
export function retold(notice: Notice, now: readonly HitLine[]): Notice {
  if (notice.type === "hits" || notice.type === "hits-disclosed") return together({ ...notice, hits: now });
  const [hit] = now;
  return hit !== undefined && (notice.type === "hit" || notice.type === "hit-disclosed") ? alone(hit) : notice;
}

/** What a case hears of the hits of one import. */
export const hitMessages = (of: CaseId, found: HitsFound): readonly Message[] =>
  found.total <= fewHits ? found.hits.map((hit) => hitMessage(of, hit)) : [{ to: { case: of }, notice: together(found), onTick: true }];

function together({ total, runs, gave, hits }: HitsFound): Notice {
  const [first, ...others] = hits.flatMap(({ disclosed }) => disclosed ?? []);
  const found = { total, runs, gave, hits };
  return first === undefined ? { type: "hits", ...found } : { type: "hits-disclosed", codes: strictest(first, others), ...found };
}
