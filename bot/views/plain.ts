import type { ListsHeld } from "#domain/enrichment/source.ts";
import type { Health, LostWhere, PlainNotice } from "#domain/notices/plain.ts";
import { sentence } from "./faults.ts";
import { help } from "./help.ts";
import { ailing } from "./parts/ailments.ts";
import type { Context, Views } from "./parts/define.ts";
import { count, numberRanges, ranges, time, typedRanges } from "./parts/facts.ts";
import { block, command, dots, join, lines, nothing, own, type Piece, person, text, typed, typedLine } from "./parts/html.ts";
import { reason, remedy, why } from "./why.ts";

type FaultNotice = Extract<PlainNotice, { readonly type: "fault" }>;

function fault(notice: FaultNotice, { prefix }: Context): Piece {
  const explains = notice.noun !== undefined && !("suggestion" in notice.fault);
  return lines([
    text`Nothing was ${own(notice.nothing)}. ${sentence(notice.fault, prefix)}`,
    explains ? text`${command(prefix, own(`${notice.noun} help`))} shows what there is.` : nothing,
    notice.usage === undefined ? nothing : text`Usage: ${command(prefix, own(notice.usage))}`,
    notice.example === undefined ? nothing : text`Example: ${command(prefix, typedLine(notice.example))}`,
    pointed(notice),
  ]);
}

/** Of a long line what stands around the caret. */
const around = 60;

function pointed({ at, line }: FaultNotice): Piece {
  if (!at || line === undefined) return nothing;
  const from = Math.max(0, at.from - around);
  const before = typedLine((from > 0 ? "… " : "") + line.slice(from, at.from));
  const rest = typedLine(line.slice(at.from, at.from + 2 * around));
  return block([text`${before}${rest}`], before.text.length);
}

/** The new line of an edit, as typed, ready to copy. */
const copied = (text: string): Piece => block(text.split("\n").map((line) => typedLine(line.replace(/^\/\//u, "/"), 1_000)));

/** What there is over all cases, and what waits. */
const waiting = (n: Health): readonly Piece[] => [
  dots([count(n.cases, "case"), count(n.officers, "officer")]),
  dots([
    text`waiting: ${count(n.waitingCommands, "command")}, ${count(n.waitingMessages, "message")}, ${count(n.waitingJobs, "job")}`,
    n.plannedJobs === 0 ? nothing : text`planned: ${count(n.plannedJobs, "job")}`,
    n.unreadMessages === 0 ? nothing : text`for officers who have not joined their private room: ${count(n.unreadMessages, "message")}`,
    text`undecryptable: ${n.undecryptable}`,
    text`parked: ${n.parked}`,
    n.lost === 0 ? nothing : text`lost on their way: ${count(n.lost, "message")}`,
    n.unsafeRooms === 0 ? nothing : text`closed since they are not safe: ${count(n.unsafeRooms, "room")}`,
  ]),
];

const warningLists = ({ lists, entries, unreadable }: ListsHeld): Piece =>
  dots([text`warning lists: ${lists} (entries: ${entries})`, unreadable === 0 ? nothing : text`unreadable: ${count(unreadable, "file")}`]);

const afterwards = (inPrivate: true | "others" | undefined): Piece => {
  if (inPrivate === undefined) return nothing;
  return inPrivate === true ? text` Sent to you in private.` : text` Sent in private to those who are.`;
};

const minuteMs = 60_000;
/** Times are shown to the minute: whoever waits for this one is not too early. */
const nextMinute = (at: Date): Date => new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs);
const moreOf = (more: number): Piece => text`${count(more, "more message")} of yours`;
const uncounted = (more: number | undefined): Piece => (more === undefined ? nothing : text`I took ${moreOf(more)} up to this one not. `);

const lostWhere = (where: LostWhere): Piece => {
  if ("ref" in where) return text`in the room of ${own(where.ref)}`;
  if ("officer" in where) return text`in the private room of ${person(where.officer)}`;
  return own(where.room === "coordination" ? "in a coordination room" : "in a room of no case");
};
const lostOnes = ({ where, numbers }: { readonly where: LostWhere; readonly numbers: readonly number[] }): Piece =>
  text`${count(numbers.length, "message")} of mine ${lostWhere(where)} (${numberRanges(numbers)})`;

export const plain: Views<PlainNotice> = {
  fault,
  help,
  broken: (n) => text`Not done. Reference ${own(n.reference)}; the administrator has the details.`,
  status: (n, { prefix }) =>
    lines([
      dots([
        text`Liaison ${own(n.version)}`,
        text`up since ${time(n.upSince)}`,
        text`queue on ${own(n.queue)}`,
        text`rate-limited: ${n.rateLimited}`,
      ]),
      ...(n.counts === undefined ? [text`What I did not take of yours: ${command(prefix, own("bot why"))}`] : waiting(n.counts)),
      n.lists === undefined ? nothing : warningLists(n.lists),
      n.clockOff === undefined
        ? nothing
        : text`My clock is ${count(Math.round(Math.abs(n.clockOff) / 1_000), "second")} ${own(n.clockOff > 0 ? "behind" : "ahead of")} the homeserver's: the administrator should look at it.`,
    ]),
  version: (n) => text`Liaison ${own(n.version)}`,
  undecryptable: (n) =>
    n.more === undefined
      ? text`I could not read this message (${reason(n.reason)}). Nothing was done. ${own(remedy(n.reason))}`
      : text`I could not read ${moreOf(n.more)} up to this one (${reason(n.reason)}). Nothing was done. ${own(remedy(n.reason))}`,
  "messages-missing": (n) =>
    text`${count(n.count, "message")} of yours before this one did not reach me. If one of them was a command, it was not done: look whether it stands there, and send it again.`,
  why,
  "unverified-sender": (n) =>
    text`I take commands only from verified devices. ${uncounted(n.more)}Verify this one in your settings, then send again.`,
  "changed-identity": (n) =>
    text`Your identity changed. Nothing was done: I take no commands from you until a lead or a coordinator has approved the new one.${n.more === undefined ? nothing : text` So it is with ${moreOf(n.more)} up to this one.`}`,
  "not-taken-here": (n) =>
    lines([
      text`Nothing was done${n.more === undefined ? nothing : text` about ${moreOf(n.more)}`}: I take no commands in the room in which you typed ${n.more === undefined ? own("it") : own("them")}.`,
      n.ails !== undefined
        ? ailing(n.ails, n.ofCase === true)
        : n.userIds.length === 0
          ? text`It is no case's room, and none in which only coordinators are.`
          : text`Only coordinators may be in a coordination room, and ${join(n.userIds.map(person), ", ")} is there.`,
    ]),
  "plaintext-command": (n) =>
    text`Nothing was done: ${n.more === undefined ? own("the command that you typed") : moreOf(n.more)} ${n.ref === undefined ? own("in a room") : text`in the room of ${own(n.ref)}`} came without encryption. I never run what is not encrypted, since anybody on its way could have written it. Was it you? Send it from a client that encrypts. Was it not? Tell your administrator.`,
  "answered-elsewhere": (n) =>
    text`I answer this here, since only coordinators may be in a coordination room, and ${join(n.userIds.map(person), ", ")} is there.`,
  "command-removed": (n, { prefix }) =>
    n.refs.length === 0
      ? text`${person(n.userId)} removed the message of a command that was done. What it did stays.`
      : text`${person(n.userId)} removed the message of a command that was done. ${ranges(n.refs)} ${own(n.refs.length === 1 ? "stays" : "stay")} logged; to take back: ${command(prefix, text`ioc withdraw ${typedRanges(n.refs)}`)}`,
  "key-reused": () => text`Your client used a key twice; nothing was done. Send /discardsession, then again.`,
  edited: (n) => lines([text`Your edit was not executed. To run it:`, copied(n.line)]),
  "too-long": (n) => text`Nothing was done. A command has at most ${n.most} bytes.`,
  "too-many-commands": (n) =>
    text`Nothing was done: ${own(n.whose === "officer" ? "you sent" : "this room sent")} more than ${n.most} commands within a minute. This one and what follows before ${time(nextMinute(n.until))} is not done; send it again then. Values on several lines of one message are one command.`,
  "answered-privately": (n) =>
    n.waits
      ? text`The answer waits for you in your private room with me: accept the invitation to it.`
      : text`Sent to you in your private room with me.`,
  "not-shown": (n) =>
    text`${n.refs?.length ? text`${ranges(n.refs)} logged. ` : nothing}Not shown here: ${person(n.userId)} is not cleared for ${own(n.label)}.${afterwards(n.inPrivate)}`,
  "stranger-present": (n) => text`Not shown here: ${person(n.userId)} is in this room and no member of the case.${afterwards(n.inPrivate)}`,
  "room-holds": (n) =>
    text`Nothing is said in the room of ${own(n.ref)} for now: ${join(n.userIds.map(person), ", ")} shows a new identity. A lead is asked in private to approve it, or can remove that person from the room; it then goes on.`,
  "room-unsafe": (n) =>
    lines([
      n.ref === undefined
        ? text`I take no commands and say nothing in the room ${n.name === undefined ? typed(n.room, 80) : text`"${typed(n.name, 80)}"`}.`
        : text`I take no commands and say nothing in the room of ${own(n.ref)}.`,
      ailing(n.ails, n.ref !== undefined),
    ]),
  "not-reached": (n) =>
    text`${join(n.userIds.map(person), ", ")} cannot read what is said here for now: the homeserver does not answer when asked for keys.`,
  "invitation-refused": (n) =>
    text`${join(n.userIds.map(person), ", ")} could not be invited to the room of ${own(n.ref)}: the homeserver refuses it. Look at the address. I go on trying, ever more rarely.`,
  "unsigned-device": (n) =>
    text`Your device ${typed(n.deviceId, 60)} is not verified: it gets no keys, so it shows nothing of what is said from now on, and I take no commands from it. Verify it in your settings, or sign it out if you do not know it.`,
  "device-replaced": () =>
    text`I had to begin anew as another device, and cannot read what you sent me before unless I answered it. If an answer is missing, please send it again.`,
  "messages-lost": (n) =>
    text`${lostOnes(n)} ${own(n.why === "lost" ? "did not come back from the homeserver" : "came back from the homeserver as another than I sent")}: perhaps nobody there has read ${own(n.numbers.length === 1 ? "it" : "them")}. Look there whether ${own(n.numbers.length === 1 ? "it stands" : "they stand")}; each message ends with its number. Your administrator must look at the homeserver.`,
  "coordination-room": (n, { prefix }) =>
    lines([
      text`This is a coordination room of Liaison. Coordinators: ${join(n.coordinators.map(person), ", ")}.`,
      text`First: ${command(prefix, typedLine("officer add @anna:agency.example country:NL"))}, then ${command(prefix, typedLine('case open "Night Owl" lead:@anna'))}.`,
      text`${command(prefix, own("bot help"))} shows all commands.`,
      n.tolerated?.length ? text`One thing to mend here when you can. ${ailing(n.tolerated, false)}` : nothing,
    ]),
};
