import type { LeftOut } from "#domain/indicators/left-out.ts";
import type { LoggedLine } from "#domain/indicators/record.ts";
import type { IndicatorNotice } from "#domain/notices/indicators.ts";
import { finding } from "./enrichment.ts";
import { listed } from "./faults.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, newCodes, numberOf, ranges, time, typedRanges } from "./parts/facts.ts";
import { command, dots, fits, join, lines, nothing, own, type Piece, person, text, typed, value } from "./parts/html.ts";
import { loggedBy } from "./parts/logged-by.ts";
import { recordList, recordShown } from "./parts/record.ts";
import { warning, warnings } from "./parts/warnings.ts";

/** Up to so many values are answered one by one. */
const mostLines = 20;

const undo = (refs: Piece, prefix: string): Piece => text`to undo: ${command(prefix, text`ioc withdraw ${refs} reason:typo`)}`;
const facts = (one: LoggedLine): readonly Piece[] => [own(one.indicator.kind), value(one.indicator), codes(one.codes)];
const seenAgain = (refs: Piece): Piece => text`${refs} already logged; seen again.`;
const isBack = (refs: Piece): Piece => text`${refs} withdrawn here before, and back: what others protect of it holds.`;

/** `port 443`, `host bits of 10[.]1[.]2[.]3`: what was typed with a value and is no part of it. */
const leftOut = ({ leftOut: parts = [] }: LoggedLine): Piece =>
  join(
    parts.map(({ what, text: part }) => text`${own(dropped[what])} ${typed(part)}`),
    ", ",
  );
const dropped: Readonly<Record<LeftOut["what"], string>> = {
  port: "port",
  zone: "zone",
  host: "host bits of",
  rewriter: "the rewritten address at",
};
/** The same where there are too many values to name each. */
const someLeftOut = (all: readonly LoggedLine[]): Piece => {
  const holding = all.filter(({ leftOut: parts }) => parts !== undefined).length;
  return holding === 0
    ? nothing
    : text`Of ${count(holding, "value")} a port, a zone, host bits or the address of who rewrote a link were left out.`;
};

const raised = (one: LoggedLine): Piece => (one.was ? text`Now ${newCodes(one.was, one.codes)}.` : nothing);

const known = (one: LoggedLine): Piece => {
  const kept = one.was ? text`The rest stays: ${codes(one.codes)}` : text`It keeps its codes: ${codes(one.codes)}`;
  return join(
    [
      one.back ? isBack(own(one.ref)) : seenAgain(own(one.ref)),
      raised(one),
      one.leftOut ? text`Left out: ${leftOut(one)}.` : nothing,
      one.keeps || one.back ? kept : nothing,
    ],
    " ",
  );
};

const logged = (one: LoggedLine, prefix: string): Piece =>
  one.again
    ? known(one)
    : join(
        [
          dots([
            text`${own(one.ref)} logged`,
            ...facts(one),
            one.leftOut ? text`${leftOut(one)} left out` : nothing,
            undo(own(String(numberOf(one.ref))), prefix),
          ]),
          warning(one),
        ],
        "\n",
      );

type Logged = Extract<IndicatorNotice, { readonly type: "indicators-logged" }>;

function manyLogged(n: Logged, refused: Piece, prefix: string): Piece {
  const fresh = n.logged.filter(({ again }) => !again);
  const back = n.logged.filter((one) => one.back).map(({ ref }) => ref);
  const again = n.logged.filter((one) => one.again && !one.keeps && !one.was && !one.back).map(({ ref }) => ref);
  const kept = n.logged.filter((one) => one.keeps && !one.was).map(({ ref }) => ref);
  const higher = Map.groupBy(
    n.logged.filter(({ was }) => was),
    (one) => raised(one).text,
  );
  const first = fresh[0];
  const counted = first ? text`${fresh.length} logged (${ranges(fresh.map(({ ref }) => ref))}).` : nothing;
  return lines([
    join([counted, refused], " "),
    back.length === 0 ? nothing : isBack(ranges(back)),
    again.length === 0 ? nothing : seenAgain(ranges(again)),
    ...[...higher.values()].map((all) =>
      join(
        [
          seenAgain(ranges(all.map(({ ref }) => ref))),
          ...all.slice(0, 1).map(raised),
          all.some(({ keeps }) => keeps) ? text`The rest stays.` : nothing,
        ],
        " ",
      ),
    ),
    kept.length === 0 ? nothing : text`${seenAgain(ranges(kept))} They keep the codes that they have.`,
    someLeftOut(n.logged),
    ...warnings(n.logged).slice(0, mostLines),
    first ? dots([codes(first.codes), undo(typedRanges(fresh.map(({ ref }) => ref)), prefix)]) : nothing,
  ]);
}

const carried = ({ tags, source, seenAt, note }: NonNullable<Logged["with"]>): Piece =>
  dots([
    tags === undefined ? nothing : text`tag:${typed(tags.join(","))}`,
    source === undefined ? nothing : text`src:${typed(source)}`,
    seenAt === undefined ? nothing : text`seen ${time(seenAt)}`,
    note === undefined ? nothing : text`note: ${typed(note)}`,
  ]);

export const indicators: Views<IndicatorNotice> = {
  "indicators-logged": (n, { prefix }) => {
    const refused = n.refused.length === 0 ? nothing : listed(n.refused, prefix);
    const each = n.logged.length > mostLines ? undefined : lines([...n.logged.map((one) => logged(one, prefix)), refused]);
    return lines([
      each !== undefined && fits(each) ? each : manyLogged(n, refused, prefix),
      n.logged.every(({ again }) => again) ? nothing : carried(n.with ?? {}),
      n.marking === undefined ? nothing : text`The text is marked ${own(n.marking)}, which is stricter: it holds for what was logged.`,
    ]);
  },
  "indicator-list": recordList,
  "indicator-shown": (n, context) => lines([recordShown(n, context), ...n.findings.map(finding)]),
  "indicators-withdrawn": (n) =>
    lines([
      n.refs.length === 0 ? nothing : text`${ranges(n.refs)} withdrawn: ${typed(n.reason, 500)}`,
      n.already.length === 0 ? nothing : text`${ranges(n.already)} withdrawn already.`,
    ]),
  "indicators-withdrawing": (n) => lines([text`${ranges(n.refs)} will be withdrawn: ${typed(n.reason, 500)}`, ...loggedBy(n.foreign)]),
  "indicators-taken": (n) =>
    text`${person(n.by)} has ${own(n.how)} what you logged: ${ranges(n.refs)}${n.reason === undefined ? nothing : text`: ${typed(n.reason, 500)}`}`,
};
