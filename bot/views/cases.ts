import type { MemberLine } from "#domain/cases/case.ts";
import type { Codes } from "#domain/codes/codes.ts";
import { sameCodes } from "#domain/codes/strictest.ts";
import type { CaseNotice } from "#domain/notices/cases.ts";
import { mostRefs } from "#domain/primitives/ref.ts";
import { steps } from "./lifecycle.ts";
import type { Views } from "./parts/define.ts";
import { caseName, codes, count, time } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, person, text, typed, typedLine } from "./parts/html.ts";

const member = (one: MemberLine): Piece =>
  dots([
    person(one.userId),
    typed(one.name, 100),
    one.country === undefined ? nothing : own(one.country),
    one.agency === undefined ? nothing : typed(one.agency, 100),
    own(one.role),
    one.until === undefined ? nothing : text`until ${time(one.until)}`,
  ]);

/** Those that differ, as they are typed. */
const typedCodes = (was: Codes, now: Codes): string =>
  [
    was.tlp === now.tlp ? [] : [`tlp:${now.tlp}`],
    was.pap === now.pap ? [] : [`pap:${now.pap}`],
    was.handling.join() === now.handling.join() ? [] : [`h:${now.handling.join("+")}`],
    was.share === now.share ? [] : [`share:${now.share}`],
  ]
    .flat()
    .join(" ");

const leading = (leads: readonly string[]): Piece => (leads.length === 0 ? text`no lead` : text`lead ${join(leads.map(person), ", ")}`);

export const cases: Views<CaseNotice> = {
  "case-opened": (n) =>
    lines([
      text`${caseName(n.case)} · opened, lead ${person(n.lead)} · ${codes(n.case.codes)}`,
      text`The room is being made; the lead is invited to it.`,
    ]),
  "case-brief": (n, { prefix }) =>
    lines([
      text`This is the room of ${caseName(n.case)}. Lead: ${person(n.lead)}.`,
      text`New records get ${codes(n.case.codes)}, unless you write otherwise.`,
      text`Log with ${command(prefix, typedLine("ioc add evil.example 198.51.100.7"))}, one or many, also one below the other.`,
      text`Add people with ${command(prefix, own("case add @name"))}. ${command(prefix, own("bot help"))} shows all commands; in Element ! is the shortest prefix.`,
      text`What is posted here is disclosed to everybody in this room.`,
    ]),
  "case-list": (n) =>
    paged(
      n.cases.length === 0 ? text`There is no case yet.` : text`${count(n.cases.length, "case")}:`,
      n.cases.map((one) => dots([caseName(one), own(one.state), leading(one.leads), count(one.members, "member")])),
      0,
      (left) => text`… and ${left} more.`,
    ),
  "case-info": (n) =>
    lines([
      dots([caseName(n.case), own(n.case.state), text`opened ${time(n.case.openedAt)}`]),
      text`Defaults: ${codes(n.case.codes)}`,
      dots([count(n.members, "member"), count(n.indicators, "record"), count(n.hits, "hit")]),
    ]),
  "case-codes": (n, { prefix }) =>
    text`${own(n.ref)}: new records get ${codes(n.codes)}. A lead changes that: ${command(prefix, own("case codes tlp:… pap:… h:… share:…"))}`,
  "case-codes-changed": (n, { prefix }) =>
    lines([
      text`${own(n.ref)}: new records get ${codes(n.codes)}, and what I say of the case itself is labelled so.`,
      n.records === 0 || sameCodes(n.was, n.codes)
        ? nothing
        : text`Records that are there keep theirs. To change them: ${command(prefix, own(`ioc set 1-${Math.min(n.records, mostRefs)} ${typedCodes(n.was, n.codes)}`))}`,
    ]),
  "case-codes-lowering": (n) =>
    lines([
      text`New records of ${own(n.ref)}, and what I say of the case itself (tasks, meetings, alerts), will be protected less:`,
      ...steps(n.codes, n.now),
    ]),
  "case-members": (n) =>
    paged(text`${own(n.ref)}: ${count(n.members.length, "member")}`, n.members.map(member), 0, (left) => text`… and ${left} more.`),
  "case-member-ended": (n) => text`${own(n.ref)}: ${person(n.userId)} · no longer a member of this case; removed from the room.`,
  "case-member-removed": (n) => text`${own(n.ref)}: ${person(n.userId)} · removed from the case; the room follows.`,
  "case-lead-named": (n) => text`${own(n.ref)}: ${person(n.userId)} is lead now, named by the coordinator ${person(n.by)}.`,
  "case-member-added": (n) =>
    n.again
      ? text`${own(n.ref)}: ${member(n.member)} · changed.`
      : text`${own(n.ref)}: ${member(n.member)} · added; the invitation follows.`,
};
