import type { IndicatorNotice, LoggedLine, RecordLine } from "#domain/notices/indicators.ts";
import type { Views } from "./define.ts";
import { finding } from "./enrichment.ts";
import { codes, count, newCodes, numberOf, ranges, time, typedRanges } from "./facts.ts";
import { listed } from "./faults.ts";
import { command, dots, fits, join, lines, nothing, own, type Piece, paged, person, say, typed, value } from "./html.ts";

/** Up to so many values are answered one by one. */
const mostLines = 20;

const undo = (refs: Piece, prefix: string): Piece => say`to undo: ${command(prefix, say`ioc withdraw ${refs} reason:typo`)}`;
const facts = (one: LoggedLine): readonly Piece[] => [own(one.indicator.kind), value(one.indicator), codes(one.codes)];
const seenAgain = (refs: Piece): Piece => say`${refs} already logged; seen again.`;

const raised = (one: LoggedLine): Piece => (one.was ? say`Now ${newCodes(one.was, one.codes)}.` : nothing);

const known = (one: LoggedLine): Piece => {
  const kept = one.was ? say`The rest stays: ${codes(one.codes)}` : say`It keeps its codes: ${codes(one.codes)}`;
  return join([seenAgain(own(one.ref)), raised(one), one.keeps ? kept : nothing], " ");
};

const logged = (one: LoggedLine, prefix: string): Piece =>
  one.again
    ? known(one)
    : join([dots([say`${own(one.ref)} logged`, ...facts(one), undo(own(String(numberOf(one.ref))), prefix)]), warning(one)], "\n");
const warning = (one: LoggedLine): Piece =>
  one.warned === undefined ? nothing : say`On the warning list "${typed(one.warned)}": no hits will be raised for it.`;

type Logged = Extract<IndicatorNotice, { readonly say: "indicators-logged" }>;

function manyLogged(n: Logged, refused: Piece, prefix: string): Piece {
  const fresh = n.logged.filter(({ again }) => !again);
  const again = n.logged.filter((one) => one.again && !one.keeps && !one.was).map(({ ref }) => ref);
  const kept = n.logged.filter((one) => one.keeps && !one.was).map(({ ref }) => ref);
  const higher = Map.groupBy(
    n.logged.filter(({ was }) => was),
    (one) => raised(one).text,
  );
  const first = fresh[0];
  const counted = first ? say`${fresh.length} logged (${ranges(fresh.map(({ ref }) => ref))}).` : nothing;
  return lines([
    join([counted, refused], " "),
    again.length === 0 ? nothing : seenAgain(ranges(again)),
    ...[...higher.values()].map((all) =>
      join(
        [
          seenAgain(ranges(all.map(({ ref }) => ref))),
          ...all.slice(0, 1).map(raised),
          all.some(({ keeps }) => keeps) ? say`The rest stays.` : nothing,
        ],
        " ",
      ),
    ),
    kept.length === 0 ? nothing : say`${seenAgain(ranges(kept))} They keep the codes that they have.`,
    first ? dots([codes(first.codes), undo(typedRanges(fresh.map(({ ref }) => ref)), prefix)]) : nothing,
  ]);
}

function shown(record: RecordLine): Piece {
  return lines([
    say`${own(record.ref)} · ${own(record.indicator.kind)}`,
    value(record.indicator, 2_000),
    codes(record.codes),
    say`Logged ${time(record.loggedAt)} by ${person(record.loggedBy)}; seen ${count(record.timesSeen, "time")}, last ${time(record.lastSeenAt)}.`,
    record.tags.length === 0
      ? nothing
      : say`Tags: ${join(
          record.tags.map((tag) => typed(tag)),
          ", ",
        )}`,
    record.source === undefined ? nothing : say`Source: ${typed(record.source)}`,
    record.note === undefined ? nothing : say`Note: ${typed(record.note, 2_000)}`,
    record.withdrawn
      ? say`Withdrawn ${time(record.withdrawn.at)} by ${person(record.withdrawn.by)}: ${typed(record.withdrawn.reason, 500)}`
      : nothing,
  ]);
}

export const indicators: Views<IndicatorNotice> = {
  "indicators-logged": (n, { prefix }) => {
    const refused = n.refused.length === 0 ? nothing : listed(n.refused, prefix);
    const each = n.logged.length > mostLines ? undefined : lines([...n.logged.map((one) => logged(one, prefix)), refused]);
    return lines([
      each !== undefined && fits(each) ? each : manyLogged(n, refused, prefix),
      n.marking === undefined ? nothing : say`The text is marked ${own(n.marking)}, which is stricter: it holds for what was logged.`,
    ]);
  },
  "indicator-list": (n, { prefix }) =>
    paged(
      n.total === 0
        ? say`No records.`
        : say`${count(n.total, "record")}, newest first${n.hidden ? say`; ${n.hidden} not shown here` : nothing}:`,
      n.records.map((one) => dots([own(one.ref), ...facts(one), time(one.loggedAt)])),
      n.total - n.records.length - (n.hidden ?? 0),
      (left) => say`… and ${left} more: ${command(prefix, own("ioc list type: tag: since:"))}`,
    ),
  "indicator-shown": (n) => lines([shown(n.record), ...n.findings.map(finding)]),
  "indicators-withdrawn": (n) =>
    lines([
      n.refs.length === 0 ? nothing : say`${ranges(n.refs)} withdrawn: ${typed(n.reason, 500)}`,
      n.already.length === 0 ? nothing : say`${ranges(n.already)} withdrawn already.`,
    ]),
};
