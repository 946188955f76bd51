import type { OfficerNotice } from "#domain/notices/officers.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { zoneName } from "#domain/time/zone.ts";
import type { Views } from "./parts/define.ts";
import { count } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, person, text, typed } from "./parts/html.ts";

const facts = ({ country, agency, role, zone }: OfficerLine): readonly Piece[] => [
  country === undefined ? nothing : own(country),
  agency === undefined ? nothing : typed(agency, 100),
  own(role),
  own(zoneName(zone)),
];

const desk = ({ country, agency }: Pick<OfficerLine, "country" | "agency">): Piece =>
  country === undefined && agency === undefined
    ? own("none")
    : join([country === undefined ? nothing : own(country), agency === undefined ? nothing : typed(agency, 100)], ", ");

/** What a clock in the officer's zone shows: `15:04`. */
const clock = (now: Date, zone: string): Piece =>
  own(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(now));

const unseen = (userId: string, again: boolean, prefix: string): Piece =>
  again
    ? nothing
    : text`No identity of that person was seen yet: look whether the address is right. Once their client is there, ${command(prefix, own(`officer verify ${userId}`))} shows the six words to compare.`;

export const officers: Views<OfficerNotice> = {
  "officer-saved": ({ officer, again, was }, { fingerprint, prefix }) =>
    lines([
      dots([
        text`${person(officer.userId)} ${own(again ? "changed on" : "added to")} the roster`,
        typed(officer.name, 100),
        ...facts(officer),
        was === undefined ? nothing : text`desk before: ${desk(was)}`,
      ]),
      fingerprint === undefined
        ? unseen(officer.userId, again, prefix)
        : text`Fingerprint: ${own(fingerprint.join(" "))}. Compare these words with the officer, not through this room.`,
    ]),
  "officer-removed": (n) =>
    join(
      [
        text`${person(n.userId)} removed from the roster${n.cases === 0 ? nothing : text` and from ${count(n.cases, "case")}`}; the rooms follow.`,
        n.tasks === 0 ? nothing : text`Whoever leads those cases is told of ${count(n.tasks, "open task")}.`,
      ],
      " ",
    ),
  "coordinator-left": (n) =>
    text`${person(n.userId)} is no coordinator any more. While that person is in a coordination room I say and do nothing there: remove them from it.`,
  "officer-list": (n) =>
    paged(
      n.officers.length === 0
        ? text`Nobody is on the roster yet.`
        : text`${n.officers.length} on the roster, at ${clock(n.now, "UTC")} UTC:`,
      n.officers.map((one) => dots([person(one.userId), typed(one.name, 100), ...facts(one), text`it is ${clock(n.now, one.zone)} there`])),
      0,
      (left) => text`… and ${left} more.`,
    ),
};
