import type { CommandHelp } from "#domain/notices/plain.ts";
import { levels } from "#domain/primitives/level.ts";
import type { Command } from "./define.ts";
import { help } from "./usage.ts";

const places: Readonly<Record<CommandHelp["where"], string>> = {
  case: "in a case room",
  coordination: "in the coordination room",
  private: "in the private room with the bot",
  anywhere: "anywhere",
};
const roles: Readonly<Record<CommandHelp["permission"], string>> = {
  guest: "everybody on the roster",
  read: "role `read` or more",
  contribute: "role `contribute` or more",
  lead: "role `lead`",
  coordinator: "coordinators",
};

/** `docs/COMMANDS.md`, all of it derived from the declarations. */
export function reference(commands: readonly Command[]): string {
  const all = commands.map(help);
  return [
    "# Commands",
    "",
    "Generated from the declarations in `commands/`; `tests/unit/commands/framework/reference.test.ts` compares, and writes it anew with `-u`.",
    "",
    "Every command may begin with `/`, `//`, `!` or a mention of the bot; in Element `!` is the shortest that always arrives. Nouns, verbs, keys and",
    "labels may be written in any case. The noun alone lists; `ioc help` explains. Options stand anywhere on the first line as `key:word`, with or",
    "without a blank after the colon, values with blanks in quotation marks; `note:` and `reason:` take the rest of the line.",
    "",
    `Roles, from least to most: ${levels.slice(1).join(", ")}. Who is not on the roster may do nothing.`,
    "",
    "| command | what | where | who |",
    "|---|---|---|---|",
    ...all.map((one) => `| \`/${one.name}\` | ${one.summary} | ${places[one.where]} | ${roles[one.permission]} |`),
    ...all.flatMap(section),
    "",
  ].join("\n");
}

const section = (one: CommandHelp): readonly string[] => [
  "",
  `## /${one.name}`,
  "",
  one.summary,
  "",
  "```text",
  `/${one.usage}`,
  "```",
  ...(one.options.length === 0 ? [] : ["", "| argument | what | written as |", "|---|---|---|"]),
  ...one.options.map(({ key, help: what, expects }) => `| \`${key}\` | ${what} | \`${expects.replaceAll("|", "\\|")}\` |`),
  "",
  ...one.examples.map((example) => `- \`/${example}\``),
];
