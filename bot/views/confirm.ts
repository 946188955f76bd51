import type { ConfirmNotice } from "#domain/notices/confirm.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Context, Views } from "./parts/define.ts";
import { count } from "./parts/facts.ts";
import { block, command, join, lines, nothing, own, type Piece, person, text, typedLine } from "./parts/html.ts";

type Asked = Extract<Notice, { readonly type: "confirm" | "confirm-in-case" }>;
type Admitted = Extract<ConfirmNotice, { readonly type: "admission" | "admitted" | "identity-verified" }>;

const words = (six: readonly string[] | undefined): Piece =>
  six === undefined ? nothing : text`Fingerprint: ${own(six.join(" "))}. Compare these words with the person, not through a room.`;

const place = (ref: string | undefined): Piece => (ref === undefined ? nothing : text` in ${own(ref)}`);

function asked(notice: Asked, context: Context, inner: (shown: Notice, context: Context) => Piece): Piece {
  const { code, prefix, line, by, late, shown, would } = notice;
  const where = place("ref" in notice ? notice.ref : undefined);
  const typed = block(line.split("\n").map((one) => typedLine(one, 1_000)));
  return lines([
    by === undefined ? nothing : text`${person(by)} wants this${where}; it needs a second officer, you:`,
    late === undefined ? nothing : text`This command${where} came ${count(late, "minute")} late, so it has not run:`,
    by === undefined && late === undefined ? text`This${where} needs your confirmation:` : nothing,
    typed,
    would && shown !== undefined ? text`What would be answered:` : nothing,
    shown === undefined ? nothing : inner(shown, { ...context, prefix }),
    text`${command(prefix, own(`ok ${code}`))} · ${command(prefix, own(`no ${code}`))} (for ten minutes)`,
  ]);
}

function admission(n: Extract<Admitted, { readonly type: "admission" }>): Piece {
  const who = person(n.userId);
  return lines([
    n.changed
      ? text`${who} shows a new identity: a new device without the old secrets, or somebody else with this account. Ask the person.`
      : nothing,
    n.stranger
      ? text`${who} is in the room of ${own(n.ref ?? "the case")} and no member of the case: with ok a member, role read.`
      : nothing,
    words(n.words),
    n.verify ? text`With ok this identity counts as verified until it changes.` : nothing,
    n.changed ? text`With ok I speak to this identity and take its commands; until then their rooms wait.` : nothing,
  ]);
}

/** `inner` renders what is shown inside a question: any notice. */
export const confirm = (inner: (shown: Notice, context: Context) => Piece): Views<ConfirmNotice | Asked> => ({
  confirm: (n, context) => asked(n, context, inner),
  "confirm-in-case": (n, context) => asked(n, context, inner),
  "confirm-wanted": (n) => {
    const late = n.late === undefined ? nothing : text`This command came ${count(n.late, "minute")} late. `;
    const there =
      n.of === undefined
        ? text`your private room with me`
        : text`${join(
            n.of.map((one) => text`the private room of ${person(one)} with me`),
            ", or in ",
          )}`;
    const joins = n.waits
      ? n.of === undefined
        ? text` Accept the invitation to it.`
        : text` The invitation to it is not accepted yet.`
      : nothing;
    return text`${late}Nothing was done yet: it waits for a confirmation in ${there}.${joins}`;
  },
  "confirm-changed": (n) =>
    n.of === undefined
      ? text`Nothing was done: something else would happen now than was shown to you. What would follows anew.`
      : text`Nothing was done: it is not yours to confirm any more. It is asked anew of ${join(n.of.map(person), ", ")}.`,
  confirmed: (n) => text`Done${place(n.ref)}: ${typedLine(n.line)}`,
  "confirm-dropped": (n) =>
    n.by === undefined ? text`Dropped: ${typedLine(n.line)}` : text`${person(n.by)} said no. Nothing was done: ${typedLine(n.line)}`,
  "no-such-code": (n) =>
    n.all
      ? text`Nothing was done. No such code, or it has run out. That was one wrong code too many: all that waited for a code of yours was dropped.`
      : text`Nothing was done. No such code, or it has run out.`,
  admission,
  "stranger-in-room": (n, { prefix }) =>
    text`${person(n.userId)} is in the room of ${own(n.ref)}, no member of the case and not on the roster. Nothing of the case is said there meanwhile. Remove that person, or ask a coordinator to put them on the roster and then type in that room ${command(prefix, own(`case admit ${n.userId}`))}`,
  admitted: (n) =>
    join(
      [
        n.changed ? text`${person(n.userId)}: the new identity was approved.` : nothing,
        n.stranger ? text`${person(n.userId)} is a member of ${own(n.ref)} now, role read.` : nothing,
      ].filter((piece) => piece !== nothing),
      " ",
    ),
  "identity-verified": (n) => text`${person(n.userId)}: identity verified · ${own((n.words ?? []).join(" "))}`,
});
