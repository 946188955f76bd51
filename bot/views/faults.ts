import { kindOf, kinds } from "#domain/kinds/index.ts";
import type { Already, Fault } from "#domain/primitives/result.ts";
import { advised } from "./parts/advice.ts";
import { labelOf } from "./parts/expected.ts";
import { numberOf, ranges, time } from "./parts/facts.ts";
import { fileProblems } from "./parts/file-problems.ts";
import { command, join, lines, nothing, own, type Piece, person, text, typed, typedLine } from "./parts/html.ts";
import { lineFaults } from "./parts/line-faults.ts";
import { ownValues } from "./parts/own-values.ts";

/** A sentence without its final stop where it may stand in a list. */
type Sentences = { readonly [C in Fault["code"]]: (fault: Extract<Fault, { readonly code: C }>, prefix: string) => Piece };

const inRoom = { case: "a case room", coordination: "the coordination room", private: "your private room with the bot" } as const;
const meant = (suggestion: string | undefined, prefix: string): Piece =>
  suggestion === undefined ? nothing : text` Did you mean: ${command(prefix, typedLine(suggestion))}`;

/** The line as it should read. */
const whole = (line: string | undefined, prefix: string): Piece =>
  line === undefined ? nothing : text` The whole line: ${command(prefix, typedLine(line, 400))}`;

type Of<C extends Fault["code"]> = Extract<Fault, { readonly code: C }>;
/** "an IPv4 address", "clearly one file name": what something typed is not. */
const unlike = ({ expected, clearly }: Of<"unreadable">): string =>
  clearly === true ? `clearly ${labelOf(expected).replace(/^an? /u, "one ")}` : labelOf(expected);
const unread = (f: Of<"unreadable">): Piece => text`${typed(f.typed, 100)} is not ${own(unlike(f))}`;
const misprinted = (f: Of<"check-digits">): Piece =>
  text`${typed(f.typed, 100)} is not ${own(labelOf(f.expected))}: its check digits do not match`;
/** `invoice[.]zip can be a domain or a file name. Write type:domain or type:filename`: what it can be by the kinds that are to be written. */
const ambiguous = ({ typed: what, choices }: Of<"ambiguous">): Piece => {
  const labels = choices.map((choice) => kinds.find((kind) => choice === `type:${kind}`)).map((kind) => kind && kindOf(kind).label);
  const write = own(choices.join(" or "));
  if (labels.includes(undefined)) return text`${typed(what, 100)} can be read in several ways: ${write}`;
  return labels.length === 1
    ? text`${typed(what, 100)} may be something else than ${own(labels.join(""))} here. If it is one, write ${write}`
    : text`${typed(what, 100)} can be ${own(labels.join(" or "))}. Write ${write}`;
};

const ofOurs = ({ typed: what, domain }: Of<"own-domain">): Piece =>
  what === domain
    ? text`${typed(what, 100)} belongs to the taskforce: it is a server of its roster`
    : text`${typed(what, 100)} belongs to the taskforce: ${typed(domain, 100)} is a server of its roster`;

const whichTime = (f: Of<"skipped-time" | "repeated-time">): Piece => (f.typed === undefined ? nothing : text`${typed(f.typed, 60)}: `);

function already(what: Already): Piece {
  switch (what.is) {
    case "task":
      return text`${own(what.ref)} is ${own(what.state)} already.`;
    case "ended":
      return text`${own(what.ref)} has ended already.`;
    case "admitted":
      return text`${person(what.userId)} is admitted already.`;
    case "lead":
      return text`${person(what.userId)} leads ${own(what.ref)} already.`;
    case "looked-at":
      return text`That was looked at already.`;
  }
}

const sentences: Sentences = {
  "unknown-verb": (f, prefix) => text`Unknown verb "${typedLine(f.typed, 60)}".${meant(f.suggestion, prefix)}`,
  planned: (f) => text`"${typedLine(f.typed, 60)}" is planned and not available yet.`,
  "unknown-noun": (f, prefix) => text`Did you mean: ${command(prefix, typedLine(f.suggestion))}`,
  "unknown-option": (f, prefix) => {
    const suggestion = f.suggestion === undefined ? nothing : text` Did you mean ${typedLine(f.suggestion, 100)}?`;
    return text`"${typed(f.typed, 60)}" is not an option.${suggestion}${whole(f.line, prefix)}`;
  },
  "option-not-here": (f) => text`${own(f.option)}: is not an option of this command.`,
  "option-twice": (f) => text`${own(f.option)}: stands twice.`,
  "option-in-text": (f) =>
    text`${typed(f.word, 60)} stands inside ${own(f.option)}:, where it has no effect. Write it before ${own(f.option)}:.`,
  "needs-option": (f) => text`${own(f.because)} requires ${own(f.option)}: and a text.`,
  "wrong-room": (f) => text`This works only in ${own(inRoom[f.where])}.`,
  "not-permitted": (f, prefix) => text`Not permitted: ${command(prefix, own(f.command))} needs the role ${own(f.needs)}.`,
  missing: (f) => text`Missing: ${own(f.argument)}${own(f.argument.endsWith(":") ? "" : ".")}`,
  "too-much": (f) => text`Nothing more is expected at "${typedLine(f.typed, 60)}".`,
  "left-over": (f, prefix) => text`"${typedLine(f.typed, 60)}" is left over.${meant(f.suggestion, prefix)}`,
  "option-below": (f) =>
    f.why === "beside"
      ? text`${typed(f.option, 60)} stands beside one of several values. If it is meant for all of them, write it on the first line; else log that value by itself.`
      : text`${typed(f.option, 60)} protects less and stands below the first line. If it is meant, write it there.`,
  "not-held": (f, prefix) =>
    text`"${typed(f.typed, 60)}" stands in the text and may be a protection, which would not hold so. Write ${own(f.option)} on the first line, or there what is to hold instead.${whole(f.line, prefix)}`,
  "too-many": (f) => text`At most ${f.most} at once.`,
  "not-one-of": (f) =>
    f.word === undefined
      ? text`${own(f.argument)}: is one of ${own(f.allowed.join(", "))}.`
      : text`"${typedLine(f.word, 60)}" is not expected here. Write ${own(f.allowed.join(" or "))}.`,
  unreadable: (f, prefix) => text`${unread(f)}.${f.write === undefined ? nothing : text` ${typedLine(advised(f.write, prefix))}`}`,
  "no-line": (f) => text`${typed(f.typed, 100)} is not ${own(f.argument)} of at most ${f.most} characters without control characters.`,
  "check-digits": (f) => text`${misprinted(f)}.`,
  ambiguous: (f) => text`${ambiguous(f)}.`,
  "own-domain": (f, prefix) => text`${ofOurs(f)}. ${typedLine(advised("own-domain", prefix))}`,
  past: (f) => text`${typed(f.typed, 60)} is in the past (it is now ${time(f.now)}).`,
  "skipped-time": (f) => text`${whichTime(f)}That time does not exist on that day: ${own(f.choices.join(" or "))}?`,
  "repeated-time": (f) => text`${whichTime(f)}That time happens twice: ${own(f.choices.join(" or "))}?`,
  "open-quotation": (f) =>
    f.below
      ? text`A quotation mark is not closed on its line. A text is one line: write it on one.`
      : text`A quotation mark is not closed.`,
  "no-value": (f, prefix) => refusals(f.refused, prefix),
  "no-such": (f) => text`No such ${own(f.noun)} in this case${f.refs === undefined ? nothing : text`: ${ranges(f.refs)}`}.`,
  "not-on-roster": (f) => {
    const near = f.near ?? [];
    const isSigned = /^(?:@|\[|https:)/iu.test(f.typed);
    const whom = isSigned
      ? text`${typedLine(f.typed, 255)} is not on the roster.`
      : text`"${typedLine(f.typed, 255)}" is not on the roster.`;
    if (near.length > 0) return text`${whom} Did you mean ${join(near.map(person), " or ")}?`;
    return isSigned ? whom : text`${whom} Write @name or @name:server.`;
  },
  "open-name": (f) =>
    text`"${typedLine(f.typed, 255)}" may be a longer name. Write ${person(f.userId)}, or the whole name in quotation marks.`,
  "one-person": (f) => text`${own(f.argument)} takes one person.`,
  "not-in-case": (f, prefix) =>
    "officer" in f.who
      ? text`${person(f.who.officer)} is not a member of this case. First: ${command(prefix, own(`case add ${f.who.officer}`))}`
      : text`Nobody of the ${own(f.who.country)} desk is a member of this case. First: ${command(prefix, own("case add @name"))}`,
  "which-person": (f) =>
    text`Several people are called ${typedLine(f.typed, 255)}: ${join(f.choices.map(person), ", ")}. Write the full id.`,
  "own-role": (f, prefix) =>
    f.only
      ? text`You are the only coordinator. Make somebody else one first: ${command(prefix, own("officer add @name role:coordinator"))}`
      : text`You cannot take the role coordinator from yourself; another coordinator can.`,
  "only-lead": (f, prefix) => {
    const [first] = f.cases ?? [];
    const whom = f.own ? text`You are` : text`${person(f.userId)} is`;
    const which = f.others ? text`the only lead whose time does not end` : text`the only lead`;
    const where = f.cases === undefined ? nothing : text` of ${own(f.cases.join(", "))}`;
    const line = first === undefined ? "case add @name role:lead" : `case lead @name case:${first}`;
    return text`${whom} ${which}${where}. Make somebody else one first: ${command(prefix, own(line))}`;
  },
  "no-case": (f, prefix) => text`No open case is ${own(f.typed)}. ${command(prefix, own("case list"))} shows them.`,
  "no-source": (f, prefix) => text`${own(f.ref)} has no alert source ${f.number}. ${command(prefix, own("alert source list"))} shows them.`,
  "not-member": (f) => text`${person(f.userId)} is not a member of this case.`,
  "is-bot": () => text`That is me.`,
  already: (f) => already(f.what),
  "no-hooks": () => text`This bot takes no webhooks yet: its administrator sets LIAISON_HOOKS_PORT.`,
  "stands-twice": (f) => text`${typed(f.typed, 60)} stands twice.`,
  "not-participant": (f) => text`You are not among the participants of ${own(f.ref)}.`,
  "no-slot": (f) => text`${own(f.ref)} has no slot ${f.slot}, only ${own(f.last === 1 ? "1" : `1 to ${f.last}`)}.`,
  "meeting-fixed": (f, prefix) =>
    text`${own(f.ref)} is fixed at slot ${f.slot} already. To meet at another time, cancel it and plan anew: ${command(prefix, own(`meet cancel ${numberOf(f.ref)} reason:…`))}`,
  "meeting-ended": (f) => text`${own(f.ref)} is ${own(f.how)}.`,
  "own-identity": () => text`Somebody else must approve your identity.`,
  "no-identity": (f) => text`No identity of ${person(f.userId)} was seen yet: it comes with that person's first client.`,
  "not-verified": (_, prefix) =>
    text`Until a coordinator has confirmed your identity you may only read. Ask one to type ${command(prefix, own("officer verify"))} for you.`,
  "no-file": () => text`Send it as the caption of a file, or as a reply to one.`,
  "nothing-in-file": (f, prefix) =>
    lines([
      text`No indicator was found in "${typed(f.file)}".`,
      ownValues(f.own, prefix),
      lineFaults(text`Not understood:`, f.notUnderstood),
    ]),
  file: (f) => own(fileProblems[f.why]),
  "not-yours": (f) => text`${ranges(f.refs)}: only who logged a record, or a lead, may do that.`,
  "not-cleared": (f) => text`${ranges(f.refs)}: you are not cleared for it. Of what you may not hear you can only raise the protection.`,
  "nobody-confirms": (f) =>
    text`${f.refs === undefined ? nothing : text`${ranges(f.refs)}: `}another officer who may must confirm this, and nobody is there who does.`,
  "several-confirm": (f) =>
    text`${ranges(f.refs)}: their providers confirm this, each for their own records. Type it for the records of each of them.`,
  withdrawn: (f) => text`${ranges(f.refs)}: withdrawn. Nothing is done with withdrawn records any more.`,
  "stays-silent": (f) => text`${ranges(f.refs)}: what concerns a victim or a minor stays share:silent.`,
  "in-future": (f) => text`That is in the future (it is now ${time(f.now)}).`,
  quota: (f) => text`At most ${f.most} searches in an hour; the next one from ${time(f.next)} on.`,
  "case-closed": () => text`This case is closed.`,
};

/** The sentence of a fault. */
export function sentence(fault: Fault, prefix: string): Piece {
  // the entry under a fault's own code takes that fault, which a look-up by union cannot express
  const write = sentences[fault.code] as (one: Fault, prefix: string) => Piece;
  return write(fault, prefix);
}

/** How many refused values are told one by one. */
const most = 20;

type Refused = readonly { readonly line: number; readonly fault: Fault }[];

/** One refused value alone, or `3 not: line 4 …, line 9 …, line 30 ….` */
export function refusals(refused: Refused, prefix: string): Piece {
  const [first] = refused;
  if (!first) return nothing;
  if (refused.length === 1) return sentence(first.fault, prefix);
  return listed(refused, prefix);
}

/** The same as a list, also for one; a line counts once, whatever it holds. Advice that several share is given once. */
export function listed(refused: Refused, prefix: string): Piece {
  const found = [...Map.groupBy(refused, ({ line }) => line)];
  const shown = found.slice(0, most).map(([line, all]) => ({ line, faults: all.map(({ fault }) => fault) }));
  const advice = new Set(
    shown.flatMap(({ faults }) =>
      faults.flatMap((fault) => {
        const write = fault.code === "own-domain" ? fault.code : fault.code === "unreadable" ? fault.write : undefined;
        return write === undefined ? [] : [advised(write, prefix)];
      }),
    ),
  );
  const each = shown.map(({ line, faults }) => {
    const sentences = quotedOnce(faults).map((fault) => stopless(fault, prefix));
    return text`line ${line} ${join(sentences, "; ")}`;
  });
  const rest = found.length > most ? text`, and ${found.length - most} more` : nothing;
  const list = text`${found.length} not: ${join(each, ", ")}${rest}.`;
  return lines([list, ...[...advice].map((text) => typedLine(text))]);
}

/** Words of one line that are all no such thing are quoted together. */
function quotedOnce(faults: readonly Fault[]): readonly Fault[] {
  const alike = Map.groupBy(faults, (fault) => (fault.code === "unreadable" ? unlike(fault) : undefined));
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (first?.code !== "unreadable") return all;
    return [{ ...first, typed: all.flatMap((fault) => ("typed" in fault ? [fault.typed] : [])).join(" ") }];
  });
}

function stopless(fault: Fault, prefix: string): Piece {
  if (fault.code === "unreadable") return unread(fault);
  if (fault.code === "check-digits") return misprinted(fault);
  if (fault.code === "ambiguous") return ambiguous(fault);
  if (fault.code === "own-domain") return ofOurs(fault);
  return sentence(fault, prefix);
}
