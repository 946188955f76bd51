import type { UnreadLine } from "#domain/notices/plain.ts";
import { ailments } from "#domain/rooms/ailments.ts";
import { ailment } from "./parts/ailments.ts";
import type { Context } from "./parts/define.ts";
import { count, time } from "./parts/facts.ts";
import { command, join, lines, nothing, own, type Piece, paged, text, typed } from "./parts/html.ts";

interface Words {
  /** Goes on after "I could not read this message (". */
  readonly why: string;
  readonly help: string;
}
const again = "Type /discardsession in that room, then send it again.";
/** Only a new session brings a new key: what is typed in the old one cannot be read either, `/bot why` included. */
const meanwhile =
  "Until then I can read nothing that you type there. Without that command in your client, sign it out and in, or use another one.";
const words: ReadonlyMap<string, Words> = new Map([
  ["missing-key", { why: "its key has not come", help: again }],
  ["malformed", { why: "it is damaged", help: again }],
  [
    "m.unverified",
    {
      why: "your client does not trust my device yet",
      help: "Let your client send to unverified devices, or verify me in it; then send it again.",
    },
  ],
  ["m.blacklisted", { why: "your client has blocked my device", help: "Unblock my device in your client, then send it again." }],
  ["m.unauthorised", { why: "your client holds that I may not read it", help: again }],
  ["m.unavailable", { why: "your client does not have its key", help: "Send it again from the device on which you type now." }],
  ["m.no_olm", { why: "your client could not set up a secure channel to my device", help: again }],
  ["m.history_not_shared", { why: "it was sent before I was in the room", help: "Send it again." }],
  ["unverified", { why: "its device is not verified", help: "Verify that device in your settings, then send it again." }],
  ["changed-identity", { why: "your identity changed", help: "A coordinator must confirm the new one." }],
  ["removed", { why: "it was removed before I could read it", help: "Send it again if it was not you who removed it." }],
  ["key-reused", { why: "its key was used twice", help: again }],
  ["edited", { why: "it was an edit", help: "Send the new line as a message of its own." }],
  [
    "not-taken-here",
    {
      why: "I take no commands in its room",
      help: "Type it in a case's room, in your private room with me, or where only coordinators are.",
    },
  ],
  ["plaintext", { why: "it came without encryption", help: "Send it from a client that encrypts." }],
  ["wrong-sender", { why: "its sender could not be proved", help: "Tell your administrator if you did send it." }],
]);

const known = (code: string): Words | undefined => {
  const ail = ailments.find((one) => code === `room ${one}`);
  return ail === undefined ? words.get(code) : { why: `its room ${ailment(ail).is}`, help: ailment(ail).help };
};

/** Why a message was not taken, in words. The codes: Matrix specification, `m.room_key.withheld`. */
export function reason(code: string): Piece {
  const found = known(code);
  return found === undefined ? typed(code, 60) : own(found.why);
}

/** What helps, for somebody who may not know yet that nothing else of his can be read. */
export function remedy(code: string): string {
  const { help } = known(code) ?? { help: again };
  return help === again ? `${help} ${meanwhile}` : help;
}

/** One line for each reason: how often, when last, what helps. */
export function why({ unread }: { readonly unread: readonly UnreadLine[] }, { prefix }: Context): Piece {
  if (unread.length === 0)
    return text`In the last day I could read and took every message of yours that reached me. What I take as a command: ${command(prefix, own("bot help"))}`;
  const rows = [...Map.groupBy(unread, (line) => line.reason)].map(([code, same]) => {
    const last = same.at(-1);
    const help = known(code)?.help;
    return join(
      [
        text`${count(same.length, "message")}, last ${last ? time(last.at) : nothing}: ${reason(code)}.`,
        help === undefined ? nothing : own(help),
      ],
      " ",
    );
  });
  return lines([
    paged(text`Messages of yours that I did not take in the last day:`, rows, 0, (left) => text`${left} more reasons.`),
    text`None of them was done.`,
  ]);
}
