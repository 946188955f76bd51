import type { CaseNotice, MemberLine } from "#domain/notices/cases.ts";
import type { Views } from "./define.ts";
import { caseName, codes, count, time } from "./facts.ts";
import { command, dots, lines, nothing, own, type Piece, paged, person, say, typed, typedLine } from "./html.ts";

const member = (one: MemberLine): Piece =>
  dots([
    person(one.userId),
    typed(one.name, 100),
    one.country === undefined ? nothing : own(one.country),
    one.agency === undefined ? nothing : typed(one.agency, 100),
    own(one.role),
    one.until === undefined ? nothing : say`until ${time(one.until)}`,
  ]);

export const cases: Views<CaseNotice> = {
  "case-opened": (n) =>
    lines([
      say`${caseName(n.case)} · opened, lead ${person(n.lead)} · ${codes(n.case.codes)}`,
      say`The room is being made; the lead is invited to it.`,
    ]),
  "case-brief": (n, { prefix }) =>
    lines([
      say`This is the room of ${caseName(n.case)}. Lead: ${person(n.lead)}.`,
      say`New records get ${codes(n.case.codes)}, unless you write otherwise.`,
      say`Log with ${command(prefix, typedLine("ioc add evil.example 198.51.100.7"))}, one or many, also one below the other.`,
      say`Add people with ${command(prefix, own("case add @name"))}. ${command(prefix, own("bot help"))} shows all commands; in Element ! is the shortest prefix.`,
      say`What is posted here is disclosed to everybody in this room.`,
    ]),
  "case-list": (n) =>
    paged(
      n.cases.length === 0 ? say`There is no case yet.` : say`${count(n.cases.length, "case")}:`,
      n.cases.map((one) => dots([caseName(one), own(one.state), say`lead ${person(one.lead)}`, count(one.members, "member")])),
      0,
      (left) => say`… and ${left} more.`,
    ),
  "case-info": (n) =>
    lines([
      dots([caseName(n.case), own(n.case.state), say`opened ${time(n.case.openedAt)}`]),
      say`Defaults: ${codes(n.case.codes)}`,
      dots([count(n.members, "member"), count(n.indicators, "record"), count(n.hits, "hit")]),
    ]),
  "case-members": (n) =>
    paged(say`${own(n.ref)}: ${count(n.members.length, "member")}`, n.members.map(member), 0, (left) => say`… and ${left} more.`),
  "case-member-ended": (n) => say`${own(n.ref)}: ${person(n.userId)} · the time in this case has run out; removed from the room.`,
  "case-member-added": (n) =>
    n.again ? say`${own(n.ref)}: ${member(n.member)} · changed.` : say`${own(n.ref)}: ${member(n.member)} · added; the invitation follows.`,
};
