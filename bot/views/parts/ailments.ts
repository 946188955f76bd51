import type { Ailment } from "#domain/rooms/ailments.ts";
import { join, own, type Piece, text } from "./html.ts";

interface Words {
  /** Goes on after "The room". */
  readonly is: string;
  readonly help: string;
}
const words: Readonly<Record<Ailment, Words>> = {
  tombstoned: {
    is: "was replaced by another one",
    help: "Invite me to the new one, in which only coordinators may be: this one stays closed for good.",
  },
  unencrypted: { is: "is not encrypted", help: "Turn encryption on in its settings." },
  open: { is: "can be entered without an invitation", help: "Let people in by invitation only." },
  "world-readable": { is: "can be read by everybody", help: "Show its history to members only, since they joined." },
  history: {
    is: "shows those who join what was said before",
    help: "Show its history to members only, since they joined.",
  },
  guests: { is: "lets guests join", help: "Forbid guests in its settings." },
};

/** What is wrong with a room and what mends it, as sentences. Of a case's room nobody but the homeserver can have changed it. */
export const ailing = (ails: readonly Ailment[], ofCase: boolean): Piece => {
  const is = join(
    ails.map((one) => own(words[one].is)),
    " and ",
  );
  if (ofCase)
    return text`It ${is}. I did not do that and no member can: ask the homeserver's administrator. Nothing is taken or said there until it is as it was.`;
  const helps = [...new Set(ails.map((one) => words[one].help))];
  return text`It ${is}. ${join(
    // what was replaced needs no other remedy
    (ails.includes("tombstoned") ? [words.tombstoned.help] : helps).map(own),
    " ",
  )}`;
};

/** The same in a few words, for a list of reasons. */
export const ailment = (one: Ailment): Words => words[one];
