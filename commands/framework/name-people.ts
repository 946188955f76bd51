import { Directory } from "#domain/people/directory.ts";
import type { Mentions } from "#domain/people/mentions.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { readPeople, type Takes } from "#domain/people/read-people.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { type At, fail, ok, type Result } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import type { Args } from "./define.ts";
import type { Token, Tokens } from "./line/tokenize.ts";

/** Who types, whom the message mentions, and who is on the roster. */
export interface Around {
  readonly mentions: Mentions;
  readonly caller: UserId;
  readonly bot: UserId;
  readonly officers: () => Promise<readonly OfficerLine[]>;
}

/**
 * The same pieces with full ids in place of people, wherever an argument takes people: how far a name goes in a line, and whom
 * it means, only the roster and the message's own mentions tell.
 */
export async function namePeople(args: Args, tokens: Tokens, after: number, around: Around): Promise<Result<Tokens>> {
  const lines = [tokens.first.slice(after), ...(taking(args) ? tokens.below() : [])];
  if (!lines.some((line) => line.some((token) => takesOf(args, token) !== undefined))) return ok(tokens);
  const directory = new Directory(await around.officers(), around.mentions, tokens.lines.join("\n"), around.bot);
  const found: (readonly Token[])[] = [];
  for (const line of lines) {
    const read = nameLine(args, tokens, line, { directory, caller: around.caller });
    if (!read.ok) return read;
    found.push(read.value);
  }
  const [first = [], ...below] = found;
  return ok({ ...tokens, first: [...tokens.first.slice(0, after), ...first], below: () => (below.length > 0 ? below : tokens.below()) });
}

/** Every blank that keyboards know, each of one UTF-16 unit, so that places stay. */
const blank = /[\p{Z}\u0085\u2800]/gu;

type Where = { readonly directory: Directory; readonly caller: UserId };

const taking = (args: Args): boolean => Object.values(args).some(({ reader }) => reader.people !== undefined);

/** The argument that takes this piece, if it takes people. */
function takesOf(args: Args, token: Token): { readonly takes: Takes; readonly argument: string; readonly isWhole: boolean } | undefined {
  const entry =
    token.kind === "option"
      ? Object.entries(args).find(([key, { form }]) => form === "named" && key === token.key)
      : Object.entries(args).find(([, { form }]) => form !== "named");
  const takes = entry?.[1].reader.people;
  if (entry === undefined || takes === undefined || token.text === "") return undefined;
  return { takes, argument: token.kind === "option" ? `${entry[0]}:` : entry[0], isWhole: token.kind === "word" };
}

function nameLine(args: Args, { lines }: Tokens, line: readonly Token[], where: Where): Result<readonly Token[]> {
  const found: Token[] = [];
  const whole = (lines[line[0]?.at.line ?? 0] ?? "").replace(blank, " ");
  let end = 0;
  for (const [index, token] of line.entries()) {
    if (token.at.from < end) {
      // a piece may go on behind the name that it begins in
      const over = (lines[token.at.line] ?? "").slice(end, token.at.to);
      if (/[\p{L}\p{N}@]/u.test(over)) return fail({ code: "too-much", typed: over.replace(/^[\s,;|]+/u, "") }, token.at);
      continue;
    }
    const asked = takesOf(args, token);
    if (asked === undefined) {
      found.push(token);
      continue;
    }
    const typed = whole.slice(0, nextOption(line, index)?.at.from);
    const from = token.kind === "option" ? valueFrom(typed, token.at) : token.at.from;
    const read = readPeople(typed.slice(from), { ...where, ...asked });
    if (!read.ok) return { ...read, at: read.at ?? token.at };
    end = from + read.value.end;
    const rest = typed.slice(end, token.at.to);
    if (/[\p{L}\p{N}@]/u.test(rest)) return fail({ code: "too-much", typed: rest }, token.at);
    const text = read.value.found.join(",");
    found.push({ ...token, text, raw: text, at: { ...token.at, to: Math.max(end, asked.isWhole ? typed.length : 0) } });
    if (asked.isWhole) end = typed.length;
  }
  return ok(found);
}

/** The option behind a piece. */
function nextOption(line: readonly Token[], index: number): Token | undefined {
  for (let at = index + 1; at < line.length; at++) if (line[at]?.kind === "option") return line[at];
  return undefined;
}

/** Where the value of an option begins: behind its colon, however that is written. */
function valueFrom(line: string, { from, to }: At): number {
  const { text, place } = fold(line.slice(from, to), from);
  return place(0, text.indexOf(":") + 1).to;
}
