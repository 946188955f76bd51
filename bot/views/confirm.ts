import type { ConfirmNotice } from "#domain/notices/confirm.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Context, Views } from "./parts/define.ts";
import { count } from "./parts/facts.ts";
import { block, command, join, lines, nothing, own, type Piece, person, say, typedLine } from "./parts/html.ts";

type Asked = Extract<Notice, { readonly say: "confirm" | "confirm-in-case" }>;
type Admitted = Extract<ConfirmNotice, { readonly say: "admission" | "admitted" | "identity-verified" }>;

const words = (six: readonly string[] | undefined): Piece =>
  six === undefined ? nothing : say`Fingerprint: ${own(six.join(" "))}. Compare these words with the person, not through a room.`;

const place = (ref: string | undefined): Piece => (ref === undefined ? nothing : say` in ${own(ref)}`);

function asked(notice: Asked, context: Context, inner: (shown: Notice, context: Context) => Piece): Piece {
  const { code, prefix, line, by, late, shown, would } = notice;
  const where = place("ref" in notice ? notice.ref : undefined);
  const typed = block(line.split("\n").map((one) => typedLine(one, 1_000)));
  return lines([
    by === undefined ? nothing : say`${person(by)} wants this${where}; it needs a second officer, you:`,
    late === undefined ? nothing : say`This command${where} came ${count(late, "minute")} late, so it has not run:`,
    by === undefined && late === undefined ? say`This${where} needs your confirmation:` : nothing,
    typed,
    would && shown !== undefined ? say`What would be answered:` : nothing,
    shown === undefined ? nothing : inner(shown, { ...context, prefix }),
    say`${command(prefix, own(`ok ${code}`))} · ${command(prefix, own(`no ${code}`))} (for ten minutes)`,
  ]);
}

function admission(n: Extract<Admitted, { readonly say: "admission" }>): Piece {
  const who = person(n.userId);
  return lines([
    n.changed
      ? say`${who} shows a new identity: a new device without the old secrets, or somebody else with this account. Ask the person.`
      : nothing,
    n.stranger
      ? say`${who} is in the room of ${own(n.ref ?? "the case")} and no member of the case: with ok a member, role read.`
      : nothing,
    words(n.words),
    n.verify ? say`With ok this identity counts as verified until it changes.` : nothing,
    n.changed ? say`With ok I speak to this identity and take its commands; until then their rooms wait.` : nothing,
  ]);
}

/** `inner` renders what is shown inside a question: any notice. */
export const confirm = (inner: (shown: Notice, context: Context) => Piece): Views<ConfirmNotice | Asked> => ({
  confirm: (n, context) => asked(n, context, inner),
  "confirm-in-case": (n, context) => asked(n, context, inner),
  "confirm-wanted": (n) => {
    const late = n.late === undefined ? nothing : say`This command came ${count(n.late, "minute")} late. `;
    const there = n.of === undefined ? say`your private room with me` : say`the private room of ${person(n.of)} with me`;
    const joins = n.waits
      ? n.of === undefined
        ? say` Accept the invitation to it.`
        : say` The invitation to it is not accepted yet.`
      : nothing;
    return say`${late}Nothing was done yet: it waits for a confirmation in ${there}.${joins}`;
  },
  "confirm-changed": () => say`Nothing was done: something else would happen now than was shown to you. What would follows anew.`,
  confirmed: (n) => say`Done${place(n.ref)}: ${typedLine(n.line)}`,
  "confirm-dropped": (n) =>
    n.by === undefined ? say`Dropped: ${typedLine(n.line)}` : say`${person(n.by)} said no. Nothing was done: ${typedLine(n.line)}`,
  "no-such-code": (n) =>
    n.all
      ? say`Nothing was done. No such code, or it has run out. That was one wrong code too many: all that waited for a code of yours was dropped.`
      : say`Nothing was done. No such code, or it has run out.`,
  admission,
  "stranger-in-room": (n, { prefix }) =>
    say`${person(n.userId)} is in the room of ${own(n.ref)}, no member of the case and not on the roster. Nothing of the case is said there meanwhile. Remove that person, or ask a coordinator to put them on the roster and then type in that room ${command(prefix, own(`case admit ${n.userId}`))}`,
  admitted: (n) =>
    join(
      [
        n.changed ? say`${person(n.userId)}: the new identity was approved.` : nothing,
        n.stranger ? say`${person(n.userId)} is a member of ${own(n.ref)} now, role read.` : nothing,
      ].filter((piece) => piece !== nothing),
      " ",
    ),
  "identity-verified": (n) => say`${person(n.userId)}: identity verified · ${own((n.words ?? []).join(" "))}`,
});
