import type { Pap, Tlp } from "#domain/codes/codes.ts";
import type { ImportFacts, ImportLine, ShownKind } from "#domain/import/summary.ts";
import type { ImportNotice } from "#domain/notices/imports.ts";
import { mostRefs, type Span } from "#domain/primitives/ref.ts";
import type { Views } from "./parts/define.ts";
import { codes } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, text, typed, value } from "./parts/html.ts";
import { lineFaults } from "./parts/line-faults.ts";
import { ownValues } from "./parts/own-values.ts";

/** `5,000` */
const grouped = (number: number): Piece => own(String(number).replace(/\B(?=(?:\d{3})+$)/gu, ","));
const many = (number: number, noun: string): Piece => text`${grouped(number)} ${own(number === 1 ? noun : `${noun}s`)}`;
/** How many runs of numbers are told one by one. */
const mostRuns = 10;

/** `IOC-1…500, IOC-512…600` */
function runs(code: string, all: readonly Span[]): Piece {
  const shown = all.slice(0, mostRuns).map(({ first, last }) => own(first === last ? `${code}-${first}` : `${code}-${first}…${last}`));
  return join([...shown, all.length > mostRuns ? own("…") : nothing], ", ");
}

/** What takes the first records back, as many as one command takes. */
function undo({ logged }: ImportLine, prefix: string): Piece {
  const [first] = logged;
  if (first === undefined) return nothing;
  const last = Math.min(first.last, first.first + mostRefs - 1);
  const more = logged.length > 1 || last < first.last ? text`, and so on, ${mostRefs} at a time` : nothing;
  const numbers = own(first.first === last ? String(last) : `${first.first}-${last}`);
  return text`To withdraw them: ${command(prefix, text`ioc withdraw ${numbers} reason:…`)}${more}`;
}

const labels = ({ tlp, pap }: { readonly tlp?: Tlp; readonly pap?: Pap }): Piece =>
  own([...(tlp ? [`TLP:${tlp.toUpperCase()}`] : []), ...(pap ? [`PAP:${pap.toUpperCase()}`] : [])].join(" "));
const warned = (lists: ImportFacts["warned"]): Piece => {
  const total = lists.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return nothing;
  const named = lists.slice(0, mostRuns).map(({ list, count }) => text`"${typed(list)}" ${grouped(count)}`);
  const rest = lists.length > mostRuns ? text`, and ${lists.length - mostRuns} more` : nothing;
  return text`${grouped(total)} on warning lists, for which no hits will be raised: ${join(named, ", ")}${rest}.`;
};
const kinds = ({ kinds: all }: ImportFacts): Piece =>
  join(
    all.map(({ kind, count }) => text`${grouped(count)} ${own(kind)}`),
    ", ",
  );
/** `3 domain: evil[.]example, bad[.]example and 1 more` */
const shownKind = ({ kind, values, more }: ShownKind): Piece => {
  const rest = values.length === 0 ? nothing : more > 0 ? text` and ${grouped(more)} more` : nothing;
  return text`${grouped(values.length + more)} ${own(kind)}${own(values.length === 0 ? "" : ": ")}${join(
    values.map((one) => value(one, 100)),
    ", ",
  )}${rest}`;
};
function grades({ grades: all, moreGrades }: ImportFacts): Piece {
  const [only] = all;
  if (only !== undefined && all.length === 1 && moreGrades === 0) return codes(only.codes);
  return lines([
    ...all.map((one) => text`${codes(one.codes)} for ${grouped(one.count)}`),
    moreGrades === 0 ? nothing : text`and other codes for ${grouped(moreGrades)}`,
  ]);
}
function marking({ marking: all, lowered }: ImportFacts): Piece {
  if (all.tlp === undefined && all.pap === undefined) return nothing;
  return lowered
    ? text`The file is marked ${labels(all)}, which is stricter than what you typed: what you typed holds.`
    : text`The file is marked ${labels(all)}.`;
}
const notUnderstood = ({ notUnderstood: all }: ImportFacts): Piece => lineFaults(text`Not understood: ${many(all.total, "line")}`, all);

function outcome({ logged, again, raised, warned: lists, failed, givenUp }: ImportLine): Piece {
  const higher = raised === 0 ? nothing : text`, ${grouped(raised)} of them with stricter codes now`;
  return lines([
    logged.length === 0 ? nothing : text`${runs("IOC", logged)} logged.`,
    again === 0 ? nothing : text`${grouped(again)} already logged; seen again${higher}.`,
    warned(lists),
    lineFaults(text`${many(failed.total, "value")} not logged:`, failed),
    givenUp === undefined ? nothing : left(givenUp),
  ]);
}

/** What could not be logged after the last try, by the lines between which it stands. */
const left = ({ values, lines: spans }: NonNullable<ImportLine["givenUp"]>): Piece =>
  lines([
    text`${many(values, "value")} not logged, tried again and again${spans.length === 0 ? nothing : text`: lines ${fileLines(spans)}`}.`,
    text`Import the file again to try them once more; what is logged is only seen again. If that ends like this too, tell your operator: the bot's log names the fault.`,
  ]);
function fileLines(spans: readonly Span[]): Piece {
  const shown = spans.slice(0, mostRuns).map(({ first, last }) => own(first === last ? `${first}` : `${first}…${last}`));
  return join([...shown, spans.length > mostRuns ? own("…") : nothing], ", ");
}
/** How it ended: `done`, though some lines gave nothing, or without what had to be given up. */
const ending = ({ givenUp, logged, again }: ImportLine): Piece =>
  own(givenUp === undefined ? "done" : logged.length + again === 0 ? "failed" : "partly done");

/** Which records the sources can be asked about by one command. */
function ask({ logged }: ImportLine, prefix: string): Piece {
  const [first] = logged;
  if (first === undefined) return nothing;
  const last = Math.min(first.last, first.first + mostRefs - 1);
  return text`The sources are not asked about so many by themselves; to ask them: ${command(prefix, own(`enrich ${first.first}-${last}`))}`;
}

export const imports: Views<ImportNotice> = {
  "import-asked": (n, { prefix }) =>
    lines([
      dots([text`"${typed(n.name)}"`, own(n.format), many(n.values, "value")]),
      ...n.shown.map(shownKind),
      text`SHA-256 ${own(n.sha256)}`,
      grades(n),
      marking(n),
      n.held === 0 ? nothing : text`${grouped(n.held)} in this case already: these will be seen again.`,
      warned(n.warned),
      ownValues(n.own, prefix),
      notUnderstood(n),
    ]),
  "import-started": (n, { prefix }) =>
    lines([
      dots([text`${own(n.ref)} started`, text`"${typed(n.name)}"`, many(n.values, "value"), kinds(n)]),
      grades(n),
      ownValues(n.own, prefix),
      text`A summary follows in this thread. To stop it: ${command(prefix, own(`ioc cancel ${n.ref}`))}`,
    ]),
  "import-progress": ({ line }) => text`${own(line.ref)}: ${grouped(line.done)} of ${many(line.total, "value")} done.`,
  "import-done": ({ line, asked, codes: strictest }, { prefix }) =>
    lines([
      dots([text`${own(line.ref)} ${ending(line)}`, text`"${typed(line.name)}"`, many(line.total, "value"), codes(strictest)]),
      outcome(line),
      undo(line, prefix),
      asked ? nothing : ask(line, prefix),
    ]),
  "import-cancelled": ({ line }, { prefix }) =>
    lines([
      text`${own(line.ref)} cancelled after ${grouped(line.done)} of ${many(line.total, "value")}.`,
      outcome(line),
      line.logged.length === 0 ? text`Nothing of it was logged.` : text`What is logged stays. ${undo(line, prefix)}`,
    ]),
};
