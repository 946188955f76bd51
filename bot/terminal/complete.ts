import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "../../commands/framework/define.ts";
import { actions } from "./actions.ts";

/** What the words of this moment are completed from. */
export interface Words {
  readonly commands: readonly Pick<Command, "name" | "args">[];
  readonly rooms: readonly string[];
  /** Full user ids of the room's members. */
  readonly members: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
}

/** Candidates, and the end of the line that each of them replaces. */
export type Completion = [candidates: string[], part: string];

const starting = (words: Iterable<string>, part: string): string[] =>
  [...new Set(words)].filter((word) => word.toLowerCase().startsWith(part.toLowerCase()));

/** Completes the line up to the cursor: the bot's commands and their options, people, rooms, paths, and what begins with `:`. */
export function complete(line: string, words: Words): Completion {
  const caption = /^:send\s+(?:"[^"]+"|\S.*?)\s+((?:\/{1,2}|!).*)$/u.exec(line)?.[1];
  if (caption !== undefined) return complete(caption, words);
  const path = /^:(?:send|save\s+\d+)\s+(.*)$/u.exec(line)?.[1];
  if (path !== undefined) return [pathsLike(path, words.folder), path];
  const room = /^:room\s+(.*)$/u.exec(line)?.[1];
  if (room !== undefined) return [starting(words.rooms, room), room];
  if (/^:\S*$/u.test(line))
    return [
      starting(
        actions.map(({ name, usage }) => `:${name}${usage === "" ? "" : " "}`),
        line,
      ),
      line,
    ];
  const last = /\S*$/u.exec(line)?.[0] ?? "";
  const person = /@\S*$/u.exec(last)?.[0];
  if (person !== undefined) return [starting(words.members, person), person];
  const [, prefix = "", noun = "", gap = "", verb = "", more = ""] = /^(\/{1,2}|!)(\S*)(\s*)(\S*)(\s?)/u.exec(line) ?? [];
  if (prefix === "") return [[], line];
  const pairs = words.commands.map((command) => ({
    command,
    noun: command.name.split(" ")[0] ?? "",
    verb: command.name.split(" ")[1] ?? "",
  }));
  if (gap === "")
    return [
      starting(
        pairs.map((pair) => `${prefix}${pair.noun} `),
        line,
      ),
      line,
    ];
  const ofNoun = pairs.filter((pair) => pair.noun === noun.toLowerCase());
  if (more === "")
    return [
      starting(
        ofNoun.map((pair) => `${pair.verb} `),
        verb,
      ),
      verb,
    ];
  const args = ofNoun.find((pair) => pair.verb === verb.toLowerCase())?.command.args ?? {};
  const options = Object.entries(args).flatMap(([key, { form }]) => (form === "named" ? [`${key}:`] : []));
  return [starting(options, last), last];
}

/** An absolute path; `~` is the reader's own folder. */
export const absolutePath = (path: string, folder: string): string =>
  resolve(folder, path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path);

function pathsLike(path: string, folder: string): string[] {
  const typed = path === "" || path.endsWith("/") ? path : dirname(path) === "." && !path.startsWith("./") ? "" : `${dirname(path)}/`;
  const name = path.endsWith("/") ? "" : basename(path);
  try {
    const entries = readdirSync(absolutePath(typed === "" ? "." : typed, folder), { withFileTypes: true });
    return entries
      .filter((entry) => entry.name.startsWith(name) && (name.startsWith(".") || !entry.name.startsWith(".")))
      .map((entry) => typed.replace(/\/+$/u, "/") + entry.name + (entry.isDirectory() ? "/" : ""));
  } catch {
    return [];
  }
}
