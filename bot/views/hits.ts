import type { HitLine } from "#domain/hits/hit.ts";
import type { HitNotice } from "#domain/notices/hits.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, numberOf, ranges, time } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, person, text, typed } from "./parts/html.ts";

/** How many runs of numbers are told one by one. */
const mostRuns = 10;

/** `your IOC-91 (domain)` */
const record = (hit: HitLine): Piece => text`your ${own(hit.own)} (${own(hit.kind)})`;
const met = (hit: HitLine): Piece => (hit.match === "same" ? record(hit) : text`something adjoining ${record(hit)}`);
const why = (hit: HitLine): Piece =>
  hit.match === "same"
    ? nothing
    : text`Adjoining: not the same value, but one inside the other, such as an address in a range, the host of a URL, the domain of an e-mail address. How many such records the other case holds is not told.`;

const held: Readonly<Record<HitLine["side"], (hit: HitLine) => Piece>> = {
  asker: (hit) => text`${own(hit.ref)}: another case holds ${met(hit)}.`,
  holder: (hit) => text`${own(hit.ref)}: ${met(hit)} was logged by another case.`,
};
const gave = (hit: HitLine): Piece => {
  if (hit.gave === "open") return text`Your record was shown to it, as its share:open says.`;
  if (hit.gave === "contact") return text`Your contact was shown to it, as the record's share:contact says.`;
  return hit.side === "holder" ? text`Nothing of yours was shown.` : nothing;
};
const theirs = (hit: HitLine): Piece => text`the other's share:${own(hit.share)}`;
/** What the other record's share permits to be known, below the first line. */
const learned = ({ contact, value, conditions }: HitLine): readonly Piece[] => [
  contact
    ? text`Contact: ${contact.country === undefined ? nothing : text`${own(contact.country)} desk, `}${person(contact.userId)}`
    : nothing,
  value === undefined ? nothing : text`Its record: ${typed(value, 2_000)}`,
  conditions === undefined ? nothing : text`Its conditions (H3): ${typed(conditions, 2_000)}`,
];

function told(hit: HitLine): Piece {
  const more = learned(hit);
  const end = hit.side === "asker" && more.every(({ text }) => text === "") ? text`Nothing more may be shown.` : nothing;
  return lines([join([held[hit.side](hit), end, gave(hit)], " "), ...more, why(hit)]);
}

type Many = Extract<HitNotice, { readonly type: "hits" | "hits-disclosed" }>;

/** One line each of the first; what they disclose stands in it. */
function manyTold(n: Many, prefix: string): Piece {
  const numbers = n.runs.slice(0, mostRuns).map(({ first, last }) => own(first === last ? `HIT-${first}` : `HIT-${first}…HIT-${last}`));
  const more = n.runs.length > mostRuns ? own("…") : nothing;
  const mine = n.hits.map(({ own: ref }) => ref);
  const whole = n.total === n.hits.length ? text` with your ${ranges([...new Set(mine)])}` : nothing;
  return paged(
    lines([
      text`${count(n.total, "hit")} with other cases: ${join([...numbers, more], ", ")}${whole}.`,
      n.gave === 0
        ? text`Nothing of yours was shown.`
        : text`For ${n.gave} of them more of yours was shown, as the share: of your records says.`,
    ]),
    n.hits.map((hit) =>
      dots([own(hit.ref), record(hit), own(hit.match), own(hit.side), ...learned(hit), hit.gave === undefined ? nothing : gave(hit)]),
    ),
    n.total - n.hits.length,
    (left) => text`… and ${left} more: ${command(prefix, own("hit list"))}`,
  );
}

export const hits: Views<HitNotice> = {
  hit: (n, { prefix }) => lines([told(n), n.side === "asker" ? command(prefix, own(`hit show ${numberOf(n.ref)}`)) : nothing]),
  "hit-disclosed": (n) => lines([told(n), codes(n.codes)]),
  hits: (n, { prefix }) => manyTold(n, prefix),
  "hits-disclosed": (n, { prefix }) => lines([manyTold(n, prefix), codes(n.codes)]),
  "hit-list": (n, { prefix }) =>
    paged(
      n.total === 0 ? text`This case has no hits.` : text`${count(n.total, "hit")}, newest first:`,
      n.hits.map((hit) => dots([own(hit.ref), record(hit), own(hit.match), own(hit.side), theirs(hit), gave(hit), time(hit.at)])),
      n.total - n.hits.length,
      (left) => text`… and ${left} more: ${command(prefix, own("hit show <id>"))}`,
    ),
  "hit-shown": (n) =>
    lines([
      told(n.hit),
      n.hit.disclosed === undefined ? nothing : codes(n.hit.disclosed),
      dots([n.hit.disclosed === undefined ? theirs(n.hit) : nothing, time(n.hit.at)]),
    ]),
};
