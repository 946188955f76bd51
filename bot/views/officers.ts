import type { OfficerLine, OfficerNotice } from "#domain/notices/officers.ts";
import type { Views } from "./define.ts";
import { dots, lines, nothing, own, type Piece, paged, person, say, typed } from "./html.ts";

const facts = ({ country, agency, role, zone }: OfficerLine): readonly Piece[] => [
  country === undefined ? nothing : own(country),
  agency === undefined ? nothing : typed(agency, 100),
  own(role),
  own(zone),
];

/** What a clock in the officer's zone shows: `15:04`. */
const clock = (now: Date, zone: string): Piece =>
  own(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(now));

export const officers: Views<OfficerNotice> = {
  "officer-saved": ({ officer, again }, { fingerprint }) =>
    lines([
      dots([
        say`${person(officer.userId)} ${own(again ? "changed on" : "added to")} the roster`,
        typed(officer.name, 100),
        ...facts(officer),
      ]),
      fingerprint === undefined
        ? nothing
        : say`Fingerprint: ${own(fingerprint.join(" "))}. Compare these words with the officer, not through this room.`,
    ]),
  "officer-list": (n) =>
    paged(
      n.officers.length === 0 ? say`Nobody is on the roster yet.` : say`${n.officers.length} on the roster, at ${clock(n.now, "UTC")} UTC:`,
      n.officers.map((one) => dots([person(one.userId), typed(one.name, 100), ...facts(one), say`it is ${clock(n.now, one.zone)} there`])),
      0,
      (left) => say`… and ${left} more.`,
    ),
};
