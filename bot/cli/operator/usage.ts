import { nearest } from "#domain/primitives/nearest.ts";
import type { OperatorCommand } from "./define.ts";

/** The whole line of a command, as it is typed. */
export const usageOf = ({ name, usage }: OperatorCommand): string => `npm run liaison -- ${name}${usage === "" ? "" : ` ${usage}`}`;

/** What there is, one command under the other. */
export const usageListing = (commands: readonly OperatorCommand[]): string =>
  ["Usage: npm run liaison -- <command>", "", ...commands.flatMap((one) => [`  ${usageOf(one)}`, `      ${one.summary}`])].join("\n");

/** The command whose name the words begin with, the longest first. */
export function findCommand(
  commands: readonly OperatorCommand[],
  words: readonly string[],
): { readonly command: OperatorCommand; readonly rest: readonly string[] } | undefined {
  const byLength = commands.toSorted((a, b) => b.name.length - a.name.length);
  const command = byLength.find(({ name }) => `${words.join(" ")} `.startsWith(`${name} `));
  return command && { command, rest: words.slice(command.name.split(" ").length) };
}

/** The sentence for words that are no command. */
export function noSuchCommand(commands: readonly OperatorCommand[], words: readonly string[]): string {
  const names = commands.map(({ name }) => name);
  const two = words.slice(0, 2).join(" ");
  const meant = nearest(two, names, 3) ?? nearest(words[0] ?? "", names, 3) ?? names.find((name) => name.startsWith(`${words[0]} `));
  return `There is no such command${meant === undefined ? "" : `; the nearest is ${meant}`}. npm run liaison -- --help shows all.`;
}
