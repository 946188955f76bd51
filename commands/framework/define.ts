import type { ListsHeld, SourceCard } from "#domain/enrichment/source.ts";
import type { ReadFile } from "#domain/import/reading.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Handled, Origin } from "#domain/notices/message.ts";
import type { CommandHelp } from "#domain/notices/plain.ts";
import type { Row } from "#domain/paste/row.ts";
import type { Identity } from "#domain/people/identity.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Result } from "#domain/primitives/result.ts";
import { type Caller, only, type Pending, type Place, type Stores } from "../../storage/index.ts";

/** What a command knows of where it was typed. */
export interface Here {
  readonly case: Extract<Place, { readonly where: "case" }>;
  readonly coordination: Extract<Place, { readonly where: "coordination" }>;
  readonly private: Extract<Place, { readonly where: "private" }>;
  readonly anywhere: Exclude<Place, { readonly where: "nowhere" }>;
}
/** What the process knows of itself; whoever calls dispatch brings it. */
export interface BotState {
  readonly version: string;
  readonly upSince: Date;
  readonly queue: "postgresql" | "redis";
  readonly warned: Warned;
  /** What the warning lists hold now. */
  readonly lists?: ListsHeld;
  /** What may be asked about indicators. */
  readonly sources: readonly SourceCard[];
  /** How often the homeserver answered 429 since the start. */
  readonly rateLimited: number;
  /** Milliseconds by which the homeserver's clock is ahead of ours (behind: negative), when that is too much. */
  readonly clockOff?: number;
  /** The identity that a person shows now; absent where there is no encryption to ask. */
  readonly identityOf?: (user: UserId) => Promise<Identity | undefined>;
  /** Until a coordinator has confirmed their identity, an officer may only read. */
  readonly verifiedOnly?: true;
  /** Reads a file that is to be imported; absent where no file arrives. */
  readonly readFile?: ReadFile;
  /** Where webhooks arrive, as their senders reach it, without a slash at the end; absent: nowhere. */
  readonly hooks?: string;
}
/** What a command may ask for: the stores, and what is known of the bot. */
export interface Services extends Stores {
  readonly about: BotState & { readonly commands: readonly CommandHelp[]; readonly bot: UserId };
}

/**
 * What a command does when it runs, and what a failure says did not happen. Only what reads runs in a closed case. "sends": what it
 * makes leaves the case.
 */
export type Effect = "reads" | "logs" | "saves" | "sends";

/** `one`: the next word; `many`: all words; `phrase`: all words as one text; `block`: words and the lines below, unread; `named`: `key:`. */
type Form = "one" | "many" | "phrase" | "block" | "named";
export interface Arg<T> {
  readonly reader: Reader<unknown>;
  readonly form: Form;
  readonly required: boolean;
  readonly help: string;
  /** Never set: carries the type of the read value. */
  readonly as?: T;
}
export type Args = Readonly<Record<string, Arg<unknown>>>;
/** Whether one of them is written in this form. */
export const has = (args: Args, form: Arg<unknown>["form"]): boolean => Object.values(args).some((arg) => arg.form === form);
export type Values<A extends Args> = { readonly [K in keyof A]: A[K] extends Arg<infer T> ? T : never };

/** The next word. */
export const one = <T>(reader: Reader<T>, help: string): Arg<T> => ({ reader, form: "one", required: true, help });
/** All words of line 1, each read by itself; one bad word ends the command. */
export const many = <T>(reader: Reader<T>, help: string): Arg<readonly T[]> => ({ reader, form: "many", required: true, help });
/** All words of line 1 as one text, with or without quotation marks. */
export const phrase = <T>(reader: Reader<T>, help: string): Arg<T> => ({ reader, form: "phrase", required: true, help });
/** Line 1 and the lines below, unread, since how they are read depends on an option. `reader` tells what they hold. */
export const block = (reader: Reader<unknown>, help: string): Arg<readonly Row[]> => ({ reader, form: "block", required: true, help });
/** `key:word`, the key being the argument's name. */
export const named = <T>(reader: Reader<T>, help: string): Arg<T> => ({ reader, form: "named", required: true, help });
/** The same, but it may be left out. */
export const maybe = <T>({ reader, form, help }: Arg<T>): Arg<T | undefined> => ({ reader, form, required: false, help });

interface Declared {
  /** Noun and verb in lower case, or a noun alone whose arguments follow at once: `ok K7Q4`. */
  readonly name: string;
  readonly summary: string;
  readonly where: keyof Here;
  /** The level that the caller needs. "guest" means everybody on the roster: who is not on it may do nothing. */
  readonly permission: Level;
  /** "private": the answer goes to the officer's own room with the bot, since it is secret or spans cases. */
  readonly answers?: "private";
  readonly effect: Effect;
  /** Without prefix; the first one is shown under a failure. */
  readonly examples: readonly [string, ...string[]];
  /** The noun alone means this command, where it may be typed. */
  readonly nounDefault?: true;
  /** It works on a file: as the caption of one, or as a reply to one. */
  readonly attachment?: "file";
  /** It answers a question of ours itself: it runs also when it comes late. */
  readonly needsNoCode?: true;
  /** Verbs that people type instead; they never run it, they only suggest it. */
  readonly suggestFor?: readonly string[];
}
type Call<W extends keyof Here, A extends Args, N extends keyof Services> = {
  readonly args: Values<A>;
  readonly caller: Caller;
  readonly here: Here[W];
  /** To be kept by whoever answers later in the thread of this command. */
  readonly origin: Origin;
  /** For a command that takes one; absent: it stood at none. */
  readonly file?: ReceivedFile;
  /** Who has typed the code on which it runs, or was asked for it; absent: nobody yet. */
  readonly confirmedBy?: UserId;
  readonly now: Date;
} & Pick<Services, N>;
/** What `run` hands back, and what only `ok` and `no` know to tell. */
export interface Ran extends Handled {
  /** Its code was typed: it is to run now. */
  readonly confirmed?: Pending;
  /** What was asked for did not happen, and yet something was written. */
  readonly refused?: true;
}
/** What is shown before a command runs. */
export interface Confirmation {
  readonly show: Notice;
  /** Who is shown it: whoever of them types their code first sets it going; absent: the caller. */
  readonly of?: readonly UserId[];
}
interface Definition<W extends keyof Here, A extends Args, N extends keyof Services> extends Declared {
  readonly where: W;
  /** In the order in which the words are read. */
  readonly args: A;
  /** All that `run` gets to touch. */
  readonly needs: readonly N[];
  run(call: Call<W, A, N>): Promise<Result<Ran>>;
  /**
   * Declared by a command that runs only on a typed code. It is asked after `run`, whose answer is `would`, and all that both
   * wrote is undone. Undefined: this call needs no code.
   */
  confirm?(call: Call<W, A, N> & { readonly would: Handled }): Promise<Result<Confirmation | undefined>>;
}

/** A command with its types sealed in, so that commands of every shape fit one list. */
export interface Command extends Declared {
  readonly args: Args;
  run(call: Raw): Promise<Result<Ran>>;
  confirm?(call: Raw & { readonly would: Handled }): Promise<Result<Confirmation | undefined>>;
}
export interface Raw {
  readonly values: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly place: Place;
  /** Absent: the bot asks of itself, with a command that does not use it. */
  readonly origin?: Origin;
  readonly file?: ReceivedFile;
  readonly confirmedBy?: UserId;
  readonly now: Date;
  readonly services: Services;
}

/** Declares a command. Only dispatch may call its `run`: it has checked place, permission and arguments. */
export function defineCommand<const W extends keyof Here, const A extends Args, const N extends keyof Services>(
  definition: Definition<W, A, N>,
): Command {
  const { confirm, ...declared } = definition;
  const callOf = ({ values, caller, place, origin, file, confirmedBy, now, services: gifts }: Raw) => {
    const given = { ...(file && { file }), ...(confirmedBy && { confirmedBy }) };
    const call = { ...only(gifts, definition.needs), args: values, caller, here: place, origin, now, ...given };
    // dispatch has checked place and arguments against this very declaration, which the types cannot follow
    return call as unknown as Call<W, A, N>;
  };
  return {
    ...declared,
    run: (raw) => definition.run(callOf(raw)),
    ...(confirm && { confirm: (raw: Raw & { readonly would: Handled }) => confirm.call(definition, { ...callOf(raw), would: raw.would }) }),
  };
}
