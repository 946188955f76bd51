import type { CommandHelp, PlainNotice } from "#domain/notices/plain.ts";
import type { Context } from "./parts/define.ts";
import { command, lines, nothing, own, type Piece, strong, text, typedLine } from "./parts/html.ts";

const places: readonly (readonly [CommandHelp["where"], string])[] = [
  ["case", "In a case room"],
  ["coordination", "In the coordination room"],
  ["private", "In your private room with the bot"],
  ["anywhere", "Anywhere"],
];

/** All commands in one line each, or those of one noun with everything that they take. */
export function help({ commands, noun, here }: Extract<PlainNotice, { readonly type: "help" }>, { prefix }: Context): Piece {
  if (noun !== undefined) return lines(commands.flatMap((one) => explained(one, prefix)));
  const order = [...places].sort(([a], [b]) => nearness(a, here) - nearness(b, here));
  const nouns = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
  return lines([
    ...order.flatMap(([where, title]) => {
      const found = commands.filter((one) => one.where === where);
      return found.length === 0
        ? []
        : [strong(text`${own(title)}`), ...found.map((one) => text`${command(prefix, own(one.usage))} – ${own(one.summary)}`)];
    }),
    text`More on each: ${own(nouns.map((one) => `${one} help`).join(", "))}. In Element ! is the shortest prefix: !ioc list.`,
  ]);
}

/** What works in this room first, then what works in any. */
const nearness = (where: CommandHelp["where"], here: CommandHelp["where"] | undefined): number =>
  where === here ? 0 : here !== undefined && where === "anywhere" ? 1 : 2;

const explained = (one: CommandHelp, prefix: string): readonly Piece[] => [
  strong(command(prefix, own(one.usage))),
  text`${own(one.summary)} ${own(roles[one.permission])}${one.where === "anywhere" ? nothing : text` ${own(placeOf(one.where))}.`}`,
  ...one.options.map((option) => text`  ${own(option.key)} ${own(option.help)} (${typedLine(option.expects)})`),
  one.examples.length === 0 ? nothing : text`  Example: ${command(prefix, typedLine(one.examples[0] ?? ""))}`,
];

const placeOf = (where: CommandHelp["where"]): string => places.find(([one]) => one === where)?.[1] ?? "";

const roles: Readonly<Record<CommandHelp["permission"], string>> = {
  guest: "For everybody on the roster.",
  read: "Needs the role read.",
  contribute: "Needs the role contribute.",
  lead: "Needs the role lead.",
  coordinator: "For coordinators.",
};
