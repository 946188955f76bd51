import type { Codes } from "#domain/codes/codes.ts";
import { baseOf, expired, score } from "#domain/indicators/decay.ts";
import { type RecordFilter, spansBelow } from "#domain/indicators/filter.ts";
import type { ChangeLine, RecordHistory } from "#domain/indicators/history.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import type { Context } from "./define.ts";
import { codes, count, newCodes, numberOf, time } from "./facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, person, text, typed, value } from "./html.ts";
import { warningToday } from "./warnings.ts";

type Listed = Extract<IndicatorNotice, { readonly type: "indicator-list" }>;
type Shown = Extract<IndicatorNotice, { readonly type: "indicator-shown" }>;

const decaying = (one: RecordLine) => ({
  kind: one.indicator.kind,
  evaluation: one.codes.evaluation,
  lastSeenAt: one.lastSeenAt,
  doubts: one.doubts ?? 0,
  refuted: one.refuted === true,
});

/** `score 87`, and why it is low. */
function worth(one: RecordLine, now: Date): readonly Piece[] {
  const of = decaying(one);
  const doubted = of.doubts === 0 ? nothing : text`doubted by ${of.doubts}`;
  const why = of.refuted ? own("false positive") : expired(of, now) ? own("expired") : doubted;
  return [text`score ${score(of, now)}`, why];
}

/** A page of records, and the line for the next one. */
export function recordList(n: Listed, { prefix }: Context): Piece {
  const left = n.total - n.records.length - (n.hidden ?? 0);
  const last = (rest: number): number => numberOf(n.records[n.records.length - (rest - left) - 1]?.ref ?? n.asked?.last ?? "1");
  return paged(
    n.total === 0
      ? text`No records.`
      : text`${count(n.total, "record")}, newest first${n.hidden ? text`; ${n.hidden} not shown here` : nothing}:`,
    n.records.map((one) =>
      dots([own(one.ref), own(one.indicator.kind), value(one.indicator), codes(one.codes), ...worth(one, n.now), time(one.loggedAt)]),
    ),
    left,
    (rest) =>
      text`… and ${rest} more: ${command(prefix, nextPage(n.asked ?? {}, rest > left ? last(rest) : numberOf(n.asked?.last ?? "1")))}`,
  );
}

/** The same question for the numbers below one. */
function nextPage(asked: RecordFilter, below: number): Piece {
  const spans = spansBelow(asked.spans, below).map(({ first, last }) => own(first === last ? `${first}` : `${first}-${last}`));
  const option = (key: string, text: string | undefined): Piece => (text === undefined ? nothing : own(`${key}:${text}`));
  return join(
    [
      own("ioc list"),
      ...spans,
      asked.expiredBy === undefined ? nothing : own("expired"),
      option("type", asked.kind),
      asked.tag === undefined ? nothing : text`tag:${typed(asked.tag)}`,
      option("since", asked.since && `${asked.since.toISOString().slice(0, 16)}Z`),
      option("tlp", asked.tlp),
      option("cat", asked.category),
      asked.source === undefined ? nothing : text`src:"${typed(asked.source)}"`,
    ],
    " ",
  );
}

/** Everything about one record but what sources say of it. */
export function recordShown({ record, history, now }: Shown, { prefix }: Context): Piece {
  const head = [
    text`${own(record.ref)} · ${own(record.indicator.kind)}`,
    record.spilled ? nothing : value(record.indicator, 2_000),
    codes(record.codes),
    text`Logged ${time(record.loggedAt)} by ${person(record.loggedBy)}; seen ${count(record.timesSeen, "time")}, last ${time(record.lastSeenAt)}.`,
  ];
  if (record.spilled && record.withdrawn)
    return lines([
      ...head,
      text`Spilled ${time(record.withdrawn.at)} by ${person(record.withdrawn.by)}: its value, notes and history are gone.`,
    ]);
  const first = record.firstSeenAt ?? record.lastSeenAt;
  return lines([
    ...head,
    warningToday(record),
    first < record.loggedAt ? text`First seen ${time(first)}.` : nothing,
    record.withdrawn ? nothing : worthShown(record, now, prefix),
    record.tags.length === 0 ? nothing : text`Tags: ${tagsOf(record.tags)}`,
    record.source === undefined ? nothing : text`Source: ${typed(record.source)}`,
    record.note === undefined ? nothing : text`Note: ${typed(record.note, 2_000)}`,
    permitted(record.permitted),
    record.withdrawn
      ? text`Withdrawn ${time(record.withdrawn.at)} by ${person(record.withdrawn.by)}: ${typed(record.withdrawn.reason, 500)}`
      : nothing,
    history === undefined ? nothing : happened(history),
  ]);
}

function permitted(of: RecordLine["permitted"]): Piece {
  const held = beyondHit(of);
  return held === undefined ? nothing : text`Permitted: share:${own(held.share)} by ${person(held.by)} ${time(held.at)}`;
}

function worthShown(record: RecordLine, now: Date, prefix: string): Piece {
  const [scored = nothing, why = nothing] = worth(record, now);
  const line = dots([scored, text`${baseOf(record.codes.evaluation)} when new`, why]);
  return record.refuted ? text`${line}. It raises no more hits, until: ${command(prefix, own(`ioc seen ${numberOf(record.ref)}`))}` : line;
}

const tagsOf = (tags: readonly string[]): Piece =>
  join(
    tags.map((tag) => typed(tag)),
    ", ",
  );

function happened({ sightings, doubts, changes, older }: RecordHistory): Piece {
  return lines([
    ...sightings.map((one) =>
      dots([
        text`Seen ${time(one.at)} by ${person(one.by)}`,
        one.source === undefined ? nothing : typed(one.source),
        one.note === undefined ? nothing : typed(one.note),
      ]),
    ),
    ...doubts.map((one) =>
      dots([
        text`False positive ${time(one.at)} by ${person(one.by)}`,
        one.note === undefined ? nothing : typed(one.note),
        one.ended ? text`seen since` : nothing,
      ]),
    ),
    ...changes.map((one) =>
      one.removed
        ? text`The command that logged it was removed ${time(one.at)} by ${person(one.by)}`
        : text`Changed ${time(one.at)} by ${person(one.by)}: ${difference(one)}`,
    ),
    older > 0 ? text`… and ${count(older, "older change")}.` : nothing,
  ]);
}

/** Codes that differ from the others; in words where there is no limit to countries and there was one. */
const onlyThere = (others: Codes, these: Codes): Piece =>
  dots([
    newCodes(others, these),
    these.only === undefined && others.only !== undefined ? own("for all countries") : nothing,
    these.category === "unknown" && others.category !== "unknown" ? own("cat:unknown") : nothing,
  ]);

/** What is permitted beyond the hit, of which everybody is told. */
const beyondHit = (of: ChangeLine["was"]["permitted"]) => (of?.share === "contact" || of?.share === "open" ? of : undefined);
const permission = (of: ReturnType<typeof beyondHit>): Piece => own(of === undefined ? "none" : `share:${of.share}`);

/** What was, and what came in its place. */
function difference({ was, now }: ChangeLine): Piece {
  const changed = (name: string, before: string | undefined, after: string | undefined): Piece =>
    before === after
      ? nothing
      : text`${own(name)} ${before === undefined ? text`none` : text`"${typed(before)}"`} → ${after === undefined ? text`none` : text`"${typed(after)}"`}`;
  return join(
    [
      beyondHit(was.permitted)?.share === beyondHit(now.permitted)?.share
        ? nothing
        : text`permission ${permission(beyondHit(was.permitted))} → ${permission(beyondHit(now.permitted))}`,
      was.codes && now.codes ? text`${onlyThere(now.codes, was.codes)} → ${onlyThere(was.codes, now.codes)}` : nothing,
      changed("tags", was.tags?.join(", "), now.tags?.join(", ")),
      changed("source", was.source, now.source),
      changed("note", was.note, now.note),
    ],
    "; ",
  );
}
