import type { CommandHelp } from "#domain/notices/plain.ts";
import type { Arg, Command } from "./define.ts";

/** `ioc add <value…> [tlp: pap: …]`, derived from the declaration; what may be left out stands in brackets. */
export function usage({ name, args }: Command): string {
  const entries = Object.entries(args);
  const words = entries.filter(([, arg]) => arg.form !== "named").map(([key, arg]) => optional(arg, `<${key}${several(arg) ? "…" : ""}>`));
  const required = entries.filter(([, arg]) => arg.form === "named" && arg.required).map(([key]) => `${key}:`);
  const others = entries.filter(([, arg]) => arg.form === "named" && !arg.required).map(([key]) => `${key}:`);
  return [name, ...words, ...required, ...(others.length > 0 ? [`[${others.join(" ")}]`] : [])].join(" ");
}

const several = ({ form }: Arg<unknown>): boolean => form === "many" || form === "block";
const optional = ({ required }: Arg<unknown>, text: string): string => (required ? text : `[${text}]`);

/** What help, the reference and the answers show of a command. */
export const help = (command: Command): CommandHelp => ({
  name: command.name,
  summary: command.summary,
  usage: usage(command),
  permission: command.permission,
  where: command.where,
  examples: command.examples,
  options: Object.entries(command.args).map(([key, arg]) => ({
    key: arg.form === "named" ? `${key}:` : key,
    help: arg.help,
    expects: arg.reader.expects,
  })),
});
