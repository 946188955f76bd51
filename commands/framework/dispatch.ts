import type { Notice } from "#domain/notices/index.ts";
import type { Message, Origin } from "#domain/notices/message.ts";
import type { Nothing } from "#domain/notices/plain.ts";
import { type Mentions, noMentions } from "#domain/people/mentions.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { atLeast, type Level, levels } from "#domain/primitives/level.ts";
import type { FileProblem, ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Failed, Fault } from "#domain/primitives/result.ts";
import type { Caller, Pending, Place, Transaction } from "../../storage/index.ts";
import type { Bot } from "./address.ts";
import type { BotState, Command, Effect } from "./define.ts";
import { guard } from "./guard/guard.ts";
import type { Tokens } from "./line/tokenize.ts";
import { mended } from "./mended.ts";
import { namePeople } from "./name-people.ts";
import { readArgs } from "./parse.ts";
import { type Preview, preview } from "./preview.ts";
import { nounOf, type Route } from "./route.ts";
import { mostBytes, type Understood, understand } from "./understand.ts";
import { help, usage } from "./usage.ts";

export interface TypedMessage {
  readonly understood: Understood;
  readonly by: UserId;
  readonly place: Place;
  readonly bot: Bot;
  /** Absent: the bot asks of itself, with a command that does not use it. */
  readonly origin?: Origin;
  /** The file at which it stands, or why that cannot be had. */
  readonly file?: ReceivedFile | FileProblem;
  /** Whom it mentions, as its writer's client says it in what was decrypted. */
  readonly mentions?: Mentions;
  /** Minutes by which it came late: it runs only on a typed code. */
  readonly late?: number;
  /** Its code was typed: the digest of what was shown. */
  readonly confirmed?: string;
  /** By whom; absent: by who typed the command. */
  readonly confirmedBy?: UserId;
}
/** What the caller writes beside the domain rows: an audit entry and outbox rows, in the same transaction. */
export interface Outcome {
  readonly outcome: "done" | "refused" | "asked";
  /** Its name only, for audit and log. */
  readonly command?: string;
  readonly answer: Notice;
  /** The answer is for the officer alone: it goes to their private room. */
  readonly inPrivate?: true;
  readonly messages: readonly Message[];
  /** As replies print it: `/`, `!`, or the bot's name with a colon. */
  readonly prefix: string;
  /** With "asked": what must be shown in private, and to whom, before it runs. */
  readonly asks?: Preview;
  /** A code was typed that stands for this: it is to be dispatched again. */
  readonly confirmed?: Pending;
}

/** True for a message that calls a command which works on a file. */
export const takesFile = (found: Route | undefined): found is Extract<Route, { readonly to: "command" }> =>
  found?.to === "command" && found.command.attachment === "file";

/** The same, if that command may run for this caller in this place: only then is its file worth fetching. */
export const wantsFile = (found: Route | undefined, place: Place, caller: Caller): boolean =>
  takesFile(found) && caller.onRoster && !whyRefused(found.command, place, caller, caller.level);

/** The transaction in which a command runs, what the bot knows of itself, and the time. */
interface Within {
  readonly tx: Pick<Transaction, "stores" | "attempt">;
  readonly botState: BotState;
  readonly now: Date;
}

/** Reads a line that was not read before, and executes it. */
export async function dispatch(
  commands: readonly Command[],
  { text, ...message }: Omit<TypedMessage, "understood"> & { /** The body of the decrypted event. */ readonly text: string },
  within: Within,
): Promise<Outcome | undefined> {
  const understood = understand(commands, text, message.bot, within.now);
  return understood && execute(commands, { ...message, understood }, within);
}

/**
 * Checks and runs one command inside the given transaction: place, permission, arguments, then `run` in a savepoint.
 * Undefined for what is talk there. A fault inside is thrown; what a person did wrong comes back as an answer. What needs
 * a code, or came late, is only looked at and comes back as "asked", unless it is `confirmed` and the same would happen still.
 */
export async function execute(
  commands: readonly Command[],
  message: TypedMessage,
  { tx, botState, now }: Within,
): Promise<Outcome | undefined> {
  const { understood, by, place, bot, origin, file, mentions = noMentions, late, confirmed, confirmedBy = by } = message;
  if (place.where === "nowhere") return undefined;
  const { prefix, tokens, long } = understood;
  const found = understood.in(place.where);
  if (!found) return undefined;
  const refuse = (answer: Notice, command?: Command): Outcome => ({
    outcome: "refused",
    ...(command && { command: command.name }),
    answer,
    messages: [],
    prefix,
  });
  const known = await tx.stores.roster.caller(by, place);
  const caller = await capped(known, botState);
  if (!caller.onRoster) return refuse(noRight(commands, found));
  if (long) return refuse({ type: "too-long", most: mostBytes });
  const all = commands.map(help);
  if (found.to === "help")
    return {
      outcome: "done",
      command: `${found.noun} help`,
      answer: { type: "help", commands: all.filter((one) => nounOf(one) === found.noun), noun: found.noun },
      messages: [],
      prefix,
    };
  if (found.to === "fault") {
    const { fault, like, noun } = found;
    // a noun of commands yet to come has no help
    return refuse({ type: "fault", nothing: undone(like), fault, ...(commands.some((one) => nounOf(one) === noun) && { noun }) });
  }
  const { command } = found;
  const own = place.where === "case" ? place.codes : undefined;
  const around = { mentions, caller: by, bot: bot.userId, officers: () => tx.stores.roster.list() };
  const no = (failed: Failed) => refuse(faultOf(failed, command, tokens), command);
  const mend = async (failed: Failed) => no(await mended(command, failed, { tokens, after: found.after, prefix, own, around, now }));
  const why = whyRefused(command, place, caller, known.level);
  if (why) return no(why);
  const named = await namePeople(command.args, tokens, found.after, around);
  if (!named.ok) return no(named);
  const values = readArgs(command.args, named.value, found.after, now);
  if (!values.ok) return mend(values);
  const lost = guard(command, { tokens, after: found.after, values: values.value, own });
  if (lost) return mend(lost);
  const problem = command.attachment === "file" && typeof file === "string" ? file : undefined;
  if (problem !== undefined) return no({ ok: false, fault: { code: "file", why: problem } });
  const services = { ...tx.stores, about: { ...botState, commands: all, bot: bot.userId } };
  const raw = {
    values: values.value,
    caller,
    place,
    ...(origin && { origin }),
    ...(typeof file === "object" && { file }),
    now,
    services,
    ...(confirmed !== undefined && { confirmedBy }),
  };
  const asks = await preview(command, raw, tx, late !== undefined || confirmed !== undefined);
  if (!asks.ok) return no(asks);
  if (confirmedBy !== by && !(await isVerified(confirmedBy, botState))) return no({ ok: false, fault: { code: "not-verified" } });
  if (asks.value !== undefined && !answers(asks.value, confirmed, confirmedBy))
    return { ...asked(asks.value, message), command: command.name, prefix };
  const handled = await tx.attempt(() => command.run(raw));
  if (!handled.ok) return no(handled);
  const { answer, messages = [], confirmed: pending, refused } = handled.value;
  return {
    outcome: refused ? "refused" : "done",
    command: command.name,
    answer,
    ...(command.answers === "private" && { inPrivate: true }),
    messages,
    prefix,
    ...(pending && { confirmed: pending }),
  };
}

/** Whether a code was typed for just this, by one who is the right one still. */
const answers = (asks: Preview, confirmed: string | undefined, by: UserId): boolean => asks.digest === confirmed && asks.of.includes(by);

/** `waits` is settled by whoever knows the private rooms. */
function asked(
  asks: Preview,
  { by, late, confirmed, confirmedBy = by }: TypedMessage,
): Pick<Outcome, "outcome" | "answer" | "messages" | "asks"> {
  const wanted = { ...(late !== undefined && { late }), ...(!asks.of.includes(by) && { of: asks.of }), waits: false };
  const others = !asks.of.includes(confirmedBy);
  return {
    outcome: "asked",
    answer: confirmed === undefined ? { type: "confirm-wanted", ...wanted } : { type: "confirm-changed", ...(others && { of: asks.of }) },
    messages: [],
    asks,
  };
}

const isVerified = async (user: UserId, { identityOf, verifiedOnly }: BotState): Promise<boolean> =>
  !verifiedOnly || (await identityOf?.(user))?.verified === true;

/** Where the operator asks for verified identities, nobody has more than the level read until theirs is one, and nobody's code counts. */
async function capped(caller: Caller, botState: BotState): Promise<Caller> {
  if (!atLeast(caller.level, "contribute") || (await isVerified(caller.userId, botState))) return caller;
  return { ...caller, level: "read" };
}

/** `level`: what they would have if their identity were verified. */
function whyRefused({ where, name, permission, effect }: Command, place: Place, caller: Caller, level: Level): Failed | undefined {
  if (where !== "anywhere" && where !== place.where) return { ok: false, fault: { code: "wrong-room", where } };
  if (!atLeast(caller.level, permission))
    return {
      ok: false,
      fault: atLeast(level, permission) ? { code: "not-verified" } : { code: "not-permitted", command: name, needs: permission },
    };
  if (place.where === "case" && place.state === "closed" && effect !== "reads") return { ok: false, fault: { code: "case-closed" } };
  return undefined;
}

/** Who is not on the roster learns that and nothing else, whatever they typed. */
function noRight(commands: readonly Command[], found: Route): Notice {
  const family = found.to === "command" ? [found.command] : commands.filter((one) => nounOf(one) === found.noun);
  const least = levels.find((level): level is Level => family.some(({ permission }) => permission === level)) ?? "read";
  const command = found.to === "command" ? found.command.name : found.noun;
  const needs = least === "guest" ? "read" : least;
  return { type: "fault", nothing: "done", fault: { code: "not-permitted", command, needs } };
}

const participles: Readonly<Record<Effect, Nothing>> = { reads: "done", logs: "logged", saves: "saved", sends: "sent" };
/** "Nothing was …": what the command that was meant would have done. */
function undone(meant: Command | undefined): Nothing {
  if (meant === undefined) return "done";
  return meant.effect === "logs" && meant.attachment === "file" ? "imported" : participles[meant.effect];
}

const explained: ReadonlySet<string> = new Set(["missing", "too-much", "option-not-here"]);

const byHandlers: ReadonlySet<Fault["code"]> = new Set(["past", "not-on-roster", "which-person", "unreadable"]);

function faultOf({ fault, at: found }: Failed, command: Command, { lines, first }: Tokens): Notice {
  // what only a handler finds wrong it names as it was typed
  const named = byHandlers.has(fault.code) && "typed" in fault ? fault.typed?.replace(/^"|"$/gu, "") : undefined;
  const at = found ?? first.find(({ text }) => named !== undefined && text.includes(named))?.at;
  const line = at && lines[at.line];
  const shown = explained.has(fault.code) && { usage: usage(command), example: command.examples[0] };
  return { type: "fault", nothing: undone(command), fault, ...(at && line !== undefined && { at, line }), ...shown };
}
