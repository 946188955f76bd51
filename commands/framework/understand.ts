import { bareAnswer, isAnswer } from "#domain/confirm-code.ts";
import type { Place } from "../../storage/index.ts";
import { type Addressed, address, type Bot } from "./address.ts";
import type { Command } from "./define.ts";
import { type Tokens, tokenize } from "./line/tokenize.ts";
import { type Route, route } from "./route.ts";

/** A message that may be a command, read once: whatever is done with it goes by this. */
export interface Understood {
  /** As replies print it: `/`, `!`, or the bot's name with a colon. */
  readonly prefix: string;
  readonly tokens: Tokens;
  /** It has more than is read at all; only its head was read. */
  readonly long: boolean;
  /** What its first words mean in a room of this kind; undefined where it is talk. Nowhere is more a command than in a private room. */
  in(where: Place["where"]): Route | undefined;
}

/** Bytes of a body that is read at all (UTF-8). */
export const mostBytes = 65_536;
/** As much as is looked at to tell whether an overlong message is a command. */
const headLength = 1_000;

/** Reads a message; undefined for what is talk in every room. */
export function understand(commands: readonly Command[], text: string, bot: Bot, now: Date): Understood | undefined {
  const long = Buffer.byteLength(text) > mostBytes;
  const read = long ? text.slice(0, headLength) : text;
  const called = address(read, bot);
  const said = called ?? answer(read);
  if (said === undefined) return undefined;
  const tokens = tokenize(said.text, said.from);
  const found = route(commands, tokens, now);
  if (found === undefined || (called?.isLoose && !isWhole(found("case")))) return undefined;
  return {
    prefix: said.prefix,
    tokens,
    long,
    in: (where) => (called !== undefined || where === "private" || isAnswer(read) ? found(where) : undefined),
  };
}

/** Noun and verb, both as they are. */
const isWhole = (found: Route): boolean => found.to === "command" && found.command.name.includes(" ");

/** In a private room an answer to our question needs no prefix; elsewhere what can be nothing else is told where to go. */
function answer(text: string): Addressed | undefined {
  const line = bareAnswer(text);
  return line === undefined ? undefined : { prefix: "/", text: `/${line}`, from: 1 };
}
