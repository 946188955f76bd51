import { person } from "#domain/people/person.ts";
import { nearest } from "#domain/primitives/nearest.ts";
import type { Fault } from "#domain/primitives/result.ts";
import type { Place } from "../../storage/index.ts";
import { planned } from "../planned.ts";
import type { Arg, Command } from "./define.ts";
import type { Token, Tokens } from "./line/tokenize.ts";

/** What a message's first words mean. `after` counts the pieces that are noun and verb. */
export type Route =
  | { readonly to: "command"; readonly command: Command; readonly after: number }
  | { readonly to: "help"; readonly noun: string }
  /** `like` is the command that was probably meant. */
  | { readonly to: "fault"; readonly fault: Fault; readonly noun: string; readonly like?: Command };

/** The first word of a command's name. */
export const nounOf = ({ name }: Pick<Command, "name">): string => name.split(" ")[0] ?? "";
/** One word, none, or two: `source add`. */
const verbOf = ({ name }: Command): string => name.split(" ").slice(1).join(" ");
const lengthOf = ({ name }: Command): number => name.split(" ").length;
/** Whether the words behind the noun are the command's verb. */
const isVerb = (command: Command, { first }: Tokens): boolean =>
  lengthOf(command) > 1 && first.slice(1, lengthOf(command)).map(plain).join(" ") === verbOf(command);
const plain = (token: Token | undefined): string =>
  token?.kind === "word" && !token.quoted ? token.text.replace(/[?.,:;!]+$/u, "").toLowerCase() : "";

/** The command, its help, or what was probably meant, by the room; undefined for talk, which gets silence. */
export function route(commands: readonly Command[], tokens: Tokens, now: Date): ((where: Place["where"]) => Route) | undefined {
  const alone = nounAlone(commands, tokens);
  if (alone) return (where) => ({ to: "command", command: alone(where), after: 1 });
  const found = withWords(commands, tokens, now);
  return found && (() => found);
}

/** What a noun without a verb means in a room, or else elsewhere: the only thing that hangs on the room. */
function nounAlone(commands: readonly Command[], { first: [first, second] }: Tokens): ((where: Place["where"]) => Command) | undefined {
  const help = plain(first) === "help";
  if (help ? plain(second) !== "" : second !== undefined && second.kind !== "option") return undefined;
  const noun = help ? "bot" : plain(first);
  const [one, ...others] = commands.filter((command) => command.nounDefault && nounOf(command) === noun);
  return one && ((where) => [one, ...others].find((command) => command.where === where || command.where === "anywhere") ?? one);
}

function withWords(commands: readonly Command[], tokens: Tokens, now: Date): Route | undefined {
  const noun = plain(tokens.first[0]);
  const second = tokens.first[1];
  const family = commands.filter((command) => nounOf(command) === noun);
  if (noun === "help")
    return commands.some((command) => nounOf(command) === plain(second)) ? { to: "help", noun: plain(second) } : undefined;
  if (family.length === 0) return awaited(noun, second, family) ?? mistypedNoun(commands, tokens, noun, now);
  const command = family.find((one) => isVerb(one, tokens));
  if (command) return { to: "command", command, after: lengthOf(command) };
  if (plain(second) === "help") return { to: "help", noun };
  const verbless = family.find((one) => verbOf(one) === "");
  const verb = plain(second);
  const later = second && awaited(noun, second, family);
  if (later) return later;
  if (verbless && (verb === "" || accepts(verbless, verb, now) || !meantVerb(family, verb)))
    return { to: "command", command: verbless, after: 1 };
  return unknownVerb(family, tokens, noun, now);
}

/** A command that is yet to come, or with a slip nearly one; or a noun that has only such. */
function awaited(noun: string, second: Token | undefined, family: readonly Command[]): Route | undefined {
  const verbs = Object.hasOwn(planned, noun) ? (planned[noun] ?? []) : undefined;
  if (verbs === undefined) return undefined;
  const typed = plain(second);
  // behind a noun that has only such, a short word is rather talk
  const isTalk = family.length === 0 && typed.length < 4;
  const near = isTalk ? typed : nearestVerb(typed, [...family.map(verbOf), ...verbs]);
  const verb = verbs.find((one) => one === near);
  if (second !== undefined && verb === undefined) return undefined;
  return { to: "fault", noun, fault: { code: "planned", typed: `${noun} ${verb ?? ""}`.trim() } };
}

/** `/oic add …`: only when one edit away and a known verb follows; `/weather` and `/home/user` are talk. */
function mistypedNoun(commands: readonly Command[], tokens: Tokens, typed: string, now: Date): Route | undefined {
  const like = commands.filter((command) => isVerb(command, tokens));
  const noun = nearest(typed, like.map(nounOf), 1);
  const meant = like.find((command) => nounOf(command) === noun);
  if (!noun || !meant) return undefined;
  return { to: "fault", noun, like: meant, fault: { code: "unknown-noun", suggestion: retyped(meant, tokens, lengthOf(meant), now) } };
}

function unknownVerb(family: readonly Command[], tokens: Tokens, noun: string, now: Date): Route {
  const second = tokens.first[1];
  const typed = second?.text ?? "";
  const verb = plain(second);
  const two = `${verb} ${plain(tokens.first[2])}`;
  const nearTwo = nearest(two, family.filter((one) => lengthOf(one) > 2).map(verbOf), 2);
  const likeTwo = family.find((one) => verbOf(one) === nearTwo);
  if (likeTwo) return unknown(noun, two, likeTwo, retyped(likeTwo, tokens, lengthOf(likeTwo), now));
  const like = meantVerb(family, verb);
  if (like) return unknown(noun, typed, like, retyped(like, tokens, 2, now));
  // no verb at all: `/ioc 1.2.3.4`, `/ioc 12`
  const meant = family.find((one) => accepts(one, typed, now));
  return meant ? unknown(noun, typed, meant, retyped(meant, tokens, 1, now)) : unknown(noun, typed);
}

/** "undone", "reopen": another word before a verb makes another verb, often its opposite. */
const nearestVerb = (typed: string, verbs: readonly string[]): string | undefined =>
  nearest(
    typed,
    verbs.filter((one) => one !== "" && !(typed.endsWith(one) && typed.length > one.length + 1)),
    typed.length > 4 ? 2 : 1,
  );

/** The command whose verb was probably meant; of a word of four letters two are not mistyped. */
function meantVerb(family: readonly Command[], verb: string): Command | undefined {
  const near = nearestVerb(verb, family.map(verbOf));
  return family.find((one) => one.suggestFor?.includes(verb)) ?? family.find((one) => verbOf(one) === near);
}

const unknown = (noun: string, typed: string, like?: Command, suggestion?: string): Route => ({
  to: "fault",
  noun,
  fault: { code: "unknown-verb", typed, ...(suggestion !== undefined && { suggestion }) },
  ...(like && { like }),
});

function accepts({ args }: Command, word: string, now: Date): boolean {
  const first = Object.values(args).find(({ form }) => form !== "named");
  // any word may be somebody's name, so a bare one is rather a verb
  if (first?.reader === person && !/^(?:@|\[|https:)/iu.test(word)) return false;
  // what may be left out is not what such a command is about
  return first?.required === true && first.form !== "phrase" && first.reader.read(word, now).ok;
}

/**
 * The line as it should have been typed, without prefix: with what was typed if the command takes it, with hints at what it
 * cannot do without.
 */
function retyped({ name, args }: Command, tokens: Tokens, after: number, now: Date): string {
  const rest = tokens.first.slice(after);
  const from = rest[0]?.at.from;
  const words = Object.entries(args).filter(([, { form }]) => form !== "named");
  const fits = acceptAll(
    words.map(([, arg]) => arg),
    rest.flatMap((token) => (token.kind === "word" ? [token.text] : [])),
    now,
  );
  const kept = words.length === 0 || from === undefined || !fits ? "" : (tokens.lines[0] ?? "").slice(from).trim();
  const blanks = kept === "" ? words.flatMap(([key, { required }]) => (required ? [`<${key}>`] : [])) : [];
  const given = new Set(kept === "" ? [] : rest.flatMap((token) => (token.kind === "option" ? [token.key] : [])));
  const lacking = Object.entries(args).flatMap(([key, arg]) =>
    arg.form === "named" && arg.required && !given.has(key) ? [`${key}:…`] : [],
  );
  return [name, kept, ...blanks, ...lacking].filter((part) => part !== "").join(" ");
}

/** Whether these words are what the arguments read, none too many. */
function acceptAll(args: readonly Arg<unknown>[], words: readonly string[], now: Date): boolean {
  const [arg, ...others] = args;
  if (arg === undefined) return words.length === 0;
  if (arg.form === "phrase" || arg.form === "block") return true;
  const mine = arg.form === "one" ? words.slice(0, 1) : words;
  return mine.every((word) => arg.reader.read(word, now).ok) && acceptAll(others, words.slice(mine.length), now);
}
