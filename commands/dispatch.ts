import type { UserId } from "#domain/ids.ts";
import { atLeast, type Level, levels } from "#domain/level.ts";
import type { Notice, Origin, Say } from "#domain/notice.ts";
import type { Failed } from "#domain/result.ts";
import type { Caller, Place, Transaction } from "../storage/index.ts";
import { type Addressed, address, type Bot } from "./address.ts";
import type { Command, Facts } from "./define.ts";
import { readArgs } from "./parse.ts";
import { type Route, route } from "./route.ts";
import { type Tokens, tokenize } from "./tokenize.ts";
import { help, usage } from "./usage.ts";

export interface Message {
  /** The body of the decrypted event. */
  readonly text: string;
  readonly by: UserId;
  readonly place: Place;
  readonly bot: Bot;
  readonly origin: Origin;
}
/** What the caller writes beside the domain rows: an audit entry and outbox rows, in the same transaction. */
export interface Outcome {
  readonly outcome: "done" | "refused" | "asked";
  /** Its name only, for audit and log. */
  readonly command?: string;
  readonly answer: Notice;
  /** The answer is for the officer alone: it goes to his private room. */
  readonly inPrivate?: true;
  readonly says: readonly Say[];
  /** As replies print it: `/`, `!`, or the bot's name with a colon. */
  readonly prefix: string;
}

/** Bytes of a body that is read at all (UTF-8). */
const mostBytes = 65_536;
/** As much as is looked at to tell whether an overlong message is a command. */
const headLength = 1_000;

/** True for a message that dispatch would answer in a known room: an edit or a late message that is talk needs no answer. */
export const isCommand = (commands: readonly Command[], text: string, bot: Bot, now: Date): boolean =>
  understand(commands, text.slice(0, headLength), bot, "case", now) !== undefined;

/**
 * Finds, checks and runs one command inside the given transaction: command, place, permission, arguments, then `run` in
 * a savepoint. Undefined for talk. A fault inside is thrown; what a person did wrong comes back as an answer.
 */
export async function dispatch(
  commands: readonly Command[],
  message: Message,
  now: Date,
  tx: Pick<Transaction, "stores" | "attempt">,
  facts: Facts,
): Promise<Outcome | undefined> {
  const { text, by, place, bot, origin } = message;
  if (place.where === "nowhere") return undefined;
  const long = new TextEncoder().encode(text).length > mostBytes;
  const understood = understand(commands, long ? text.slice(0, headLength) : text, bot, place.where, now);
  if (!understood) return undefined;
  const { found, tokens, said } = understood;
  const refuse = (answer: Notice, command?: Command): Outcome => ({
    outcome: "refused",
    ...(command && { command: command.name }),
    answer,
    says: [],
    prefix: said.prefix,
  });
  const caller = await tx.stores.roster.caller(by, place);
  if (!caller.onRoster) return refuse(noRight(commands, found));
  if (long) return refuse({ say: "too-long", most: mostBytes });
  const all = commands.map(help);
  if (found.to === "help")
    return {
      outcome: "done",
      command: `${found.noun} help`,
      answer: { say: "help", commands: all.filter(({ name }) => name.startsWith(`${found.noun} `)), noun: found.noun },
      says: [],
      prefix: said.prefix,
    };
  if (found.to === "fault") return refuse({ say: "fault", nothing: found.like?.nothing ?? "done", fault: found.fault, noun: found.noun });
  const { command } = found;
  const no = (failed: Failed) => refuse(faultOf(failed, command, tokens), command);
  const unfit = unfitting(command, place, caller);
  if (unfit) return no(unfit);
  const values = readArgs(command.args, tokens, found.after, now);
  if (!values.ok) return no(values);
  const gifts = { ...tx.stores, about: { ...facts, commands: all } };
  const handled = await tx.attempt(() => command.run({ values: values.value, caller, place, origin, now, gifts }));
  if (!handled.ok) return no(handled);
  return {
    outcome: "done",
    command: command.name,
    answer: handled.value.answer,
    ...(command.answers === "private" && { inPrivate: true }),
    says: handled.value.says ?? [],
    prefix: said.prefix,
  };
}

interface Understood {
  readonly found: Route;
  readonly tokens: Tokens;
  readonly said: Addressed;
}
function understand(commands: readonly Command[], text: string, bot: Bot, where: Place["where"], now: Date): Understood | undefined {
  const said = address(text, bot);
  const tokens = said && tokenize(said.text, said.from);
  const found = tokens && route(commands, tokens, where, now);
  return found && { found, tokens, said };
}

function unfitting({ where, name, permission, nothing }: Command, place: Place, caller: Caller): Failed | undefined {
  if (where !== "anywhere" && where !== place.where) return { ok: false, fault: { code: "wrong-room", where } };
  if (!atLeast(caller.level, permission)) return { ok: false, fault: { code: "not-permitted", command: name, needs: permission } };
  if (place.where === "case" && place.state === "closed" && nothing !== "done") return { ok: false, fault: { code: "case-closed" } };
  return undefined;
}

/** Who is not on the roster learns that and nothing else, whatever he typed. */
function noRight(commands: readonly Command[], found: Route): Notice {
  const family = found.to === "command" ? [found.command] : commands.filter(({ name }) => name.startsWith(`${found.noun} `));
  const least = levels.find((level): level is Level => family.some(({ permission }) => permission === level)) ?? "read";
  const command = found.to === "command" ? found.command.name : found.noun;
  const needs = least === "guest" ? "read" : least;
  return { say: "fault", nothing: "done", fault: { code: "not-permitted", command, needs } };
}

const explained: ReadonlySet<string> = new Set(["missing", "too-much", "option-not-here"]);

function faultOf({ fault, at }: Failed, command: Command, { lines }: Tokens): Notice {
  const line = at && lines[at.line];
  const shown = explained.has(fault.code) && { usage: usage(command), example: command.examples[0] };
  return { say: "fault", nothing: command.nothing, fault, ...(at && line !== undefined && { at, line }), ...shown };
}
