import { type Disclosure, discloses, disclosure, type Shareable } from "#domain/hits/disclosure.ts";
import type { Side } from "#domain/hits/hit.ts";
import { type Match, type Meetable, matchOf, raisesHits } from "#domain/hits/match.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId } from "#domain/primitives/ids.ts";

/** What a case would hear of: how a record of another case meets its own, and what that record gives. */
export interface News {
  readonly match: Match;
  readonly parts: Disclosure;
}
/** Whether a record has been told of a hit with a case already. What was withdrawn since then does not count. */
export type NotifiedBefore = (recordId: string, other: CaseId) => boolean;

/**
 * Whether a side is told. A record that adjoins others of the same case hears of one of them: their number would tell how much of
 * a range, or of a domain, that case has seen.
 */
export const isNotified = ({ match, parts }: News, before: boolean): boolean =>
  parts.has("hit") && (match === "same" || discloses(parts) || !before);

/** A side that was not told when the records met. */
export interface Untold {
  readonly own: Pick<Meetable, "withdrawn">;
  readonly other: Shareable & Meetable;
  readonly match: Match;
}
/** Whether it is told now: both records still count, and the other one gives enough. */
export const isAnnounced = ({ own, other, match }: Untold, before: boolean): boolean =>
  !own.withdrawn && raisesHits(other) && isNotified({ match, parts: disclosure(other) }, before);

/** What is told in any case comes first, so that it is what the others join. */
const rank = ({ match, parts }: News): number => (!parts.has("hit") ? 3 : match === "same" ? 0 : discloses(parts) ? 1 : 2);

/** A record that meets others. */
export interface MeetingRecord extends Shareable {
  readonly id: string;
  readonly case: CaseId;
  readonly number: number;
  readonly indicator: Indicator;
  readonly loggedAt: Date;
}
export interface Pair<R extends MeetingRecord> {
  readonly own: R;
  readonly other: R;
}
/** A pair as one of its cases sees it. */
export interface PairSide<R extends MeetingRecord> extends Pair<R> {
  readonly side: Side;
  readonly match: Match;
  readonly notified: boolean;
}

/** Both sides of each new pair, two by two, in the order in which they are told. */
export function sidesOf<R extends MeetingRecord>(pairs: readonly Pair<R>[], before: NotifiedBefore): readonly PairSide<R>[] {
  const now = new Set<string>();
  return pairs
    .toSorted((a, b) => a.own.number - b.own.number || rank(newsFor(a)) - rank(newsFor(b)))
    .flatMap(({ own, other }) => [
      { own, other },
      { own: other, other: own },
    ])
    .map((pair): PairSide<R> => {
      const { own, other } = pair;
      const key = `${own.id} ${other.case}`;
      const news = newsFor(pair);
      const notified = isNotified(news, now.has(key) || before(own.id, other.case));
      if (notified) now.add(key);
      return { own, other, side: isFirst(own, other) ? "holder" : "asker", match: news.match, notified };
    });
}

const newsFor = <R extends MeetingRecord>({ own, other }: Pair<R>): News => ({
  match: matchOf(own.indicator, other.indicator),
  parts: disclosure(other),
});
const isFirst = (own: MeetingRecord, other: MeetingRecord): boolean =>
  own.loggedAt.getTime() === other.loggedAt.getTime() ? own.id < other.id : own.loggedAt < other.loggedAt;
