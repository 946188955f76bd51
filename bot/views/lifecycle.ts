import type { Codes } from "#domain/codes/codes.ts";
import { lowered } from "#domain/codes/lowering.ts";
import { shareHeld } from "#domain/codes/table.ts";
import type { SetLine } from "#domain/indicators/history.ts";
import type { LifecycleNotice, LoweredLine } from "#domain/notices/lifecycle.ts";
import type { Views } from "./parts/define.ts";
import { codes, count, newCodes, ranges, time, typedRanges } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, text, value } from "./parts/html.ts";
import { loggedBy } from "./parts/logged-by.ts";

const labels: { readonly [K in keyof Codes]-?: (codes: Codes) => string } = {
  tlp: ({ tlp }) => `TLP:${tlp.toUpperCase()}`,
  pap: ({ pap }) => `PAP:${pap.toUpperCase()}`,
  handling: ({ handling }) => handling.join("+"),
  evaluation: ({ evaluation }) => evaluation,
  share: ({ share }) => `share:${share}`,
  category: ({ category }) => `cat:${category}`,
  only: ({ only }) => `only:${only?.join(",") ?? "all"}`,
};

/** `TLP:AMBER → TLP:GREEN` */
export const steps = (was: Codes, now: Codes): readonly Piece[] =>
  lowered(was, now).map((code) => own(`${labels[code](was)} → ${labels[code](now)}`));

/** A permission alone lets leave what the codes have said before. */
function loweredSteps({ was, now, permits, reworded }: LoweredLine): readonly Piece[] {
  const all = [...steps(was, now), ...(reworded ? [text`H3: other conditions`] : [])];
  return all.length === 0 ? [text`share:${own(permits)} is permitted`] : all;
}

/** `TLP:GREEN; tags, note` */
function changes({ was, now }: SetLine): Piece {
  const parts = [
    was.tags.join() === now.tags.join() ? nothing : own("tags"),
    was.source === now.source ? nothing : own("source"),
    was.note === now.note ? nothing : own("note"),
  ];
  const ended = was.codes.only !== undefined && now.codes.only === undefined ? own("only:all") : nothing;
  const held = shareHeld(now);
  const permitted = held !== shareHeld(was) && was.codes.share === now.codes.share ? text`share:${own(held)} holds` : nothing;
  const freed = was.codes.category !== "unknown" && now.codes.category === "unknown" ? own("cat:unknown") : nothing;
  return join([dots([newCodes(was.codes, now.codes), freed, ended, permitted]), join(parts, ", ")], "; ");
}

/** Records of which the same is said, together. */
const grouped = <L>(all: readonly L[], of: (line: L) => readonly Piece[]): readonly (readonly [Piece, readonly L[]])[] => {
  const groups = new Map<string, readonly [Piece, L[]]>();
  for (const line of all)
    for (const piece of of(line)) {
      const [, known] = groups.get(piece.text) ?? [piece, []];
      groups.set(piece.text, [piece, [...known, line]]);
    }
  return [...groups.values()];
};
const refsOf = (all: readonly { readonly ref: string }[]) => all.map(({ ref }) => ref);

/** What goes out of the rooms with a spilled record, and what nobody here can take out. */
const removal = ({ messages, commands }: Extract<LifecycleNotice, { readonly type: "indicators-spilled" }>): readonly Piece[] => [
  text`Being removed: ${messages} of my messages and ${count(commands, "command")} in this room, and what I said of it elsewhere.`,
  text`Not removed: other messages of people, files, and copies that clients or people outside have.`,
];

export const lifecycle: Views<LifecycleNotice> = {
  "indicators-set": (n) =>
    paged(
      nothing,
      [
        ...grouped(n.lines, (line) => [changes(line)]).map(([what, all]) => text`${ranges(refsOf(all))}: now ${what}.`),
        n.same.length === 0 ? nothing : text`${ranges(n.same)} so already.`,
      ],
      0,
      (left) => text`… and ${left} more.`,
    ),
  "indicators-lowering": (n) =>
    paged(
      text`${count(n.lines.length, "record")} will be protected less:`,
      [
        ...grouped(n.lines, loweredSteps).map(([step, all]) => text`${step}: ${all.length} (${ranges(refsOf(all))})`),
        n.lines.some(({ was, now }) => was.share === "silent" && now.share !== "silent")
          ? text`Cases that met them while they were silent are told then.`
          : nothing,
      ],
      0,
      (left) => text`… and ${left} more.`,
    ),
  "indicators-seen": (n) =>
    lines([
      text`${ranges(n.refs)} seen ${time(n.at)}.`,
      n.back.length === 0 ? nothing : text`${ranges(n.back)}: no false positive any more.`,
    ]),
  "indicators-doubted": (n, { prefix }) =>
    lines([
      n.refs.length === 0
        ? nothing
        : text`${ranges(n.refs)} marked as false positive · to undo: ${command(prefix, text`ioc seen ${typedRanges(n.refs)}`)}`,
      n.refuted.length === 0 ? nothing : text`${ranges(n.refuted)}: score 0, and no more hits will be raised.`,
      n.already.length === 0 ? nothing : text`${ranges(n.already)} marked by you already.`,
    ]),
  "indicators-spilling": (n) =>
    lines([
      text`${ranges(n.refs)} will be spilled: value, notes and history are gone for good. Logged anew, the value has none of its protections.`,
      ...loggedBy(n.foreign),
    ]),
  "indicators-spilled": (n) =>
    lines([
      n.refs.length === 0 ? nothing : text`${ranges(n.refs)} spilled: value, notes and history are gone, and nothing matches any more.`,
      ...(n.refs.length === 0 ? [] : removal(n)),
      n.already.length === 0 ? nothing : text`${ranges(n.already)} spilled already.`,
    ]),
  "indicators-found": (n) =>
    n.lines.length === 0
      ? text`${value(n.sought)}: nothing in your cases.`
      : lines([
          paged(
            text`${value(n.sought)}: ${count(n.lines.length, "record")} in your cases, newest first:`,
            n.lines.map((one) =>
              dots([
                text`${own(one.caseRef)} ${own(one.ref)}`,
                one.match === "same" ? own("same") : text`adjoining ${own(one.indicator.kind)} ${value(one.indicator)}`,
                codes(one.codes),
                text`${time(one.loggedAt)} (${age(one.loggedAt, n.now)})`,
              ]),
            ),
            0,
            (left) => text`… and ${left} more.`,
          ),
          n.cut ? text`Only the newest were looked at; what is narrower finds more.` : nothing,
        ]),
};

function age(at: Date, now: Date): Piece {
  const days = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 86_400_000));
  return days === 0 ? own("today") : text`${count(days, "day")} ago`;
}
