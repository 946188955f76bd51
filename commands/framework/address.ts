import type { UserId } from "#domain/primitives/ids.ts";
import { type Folded, fold } from "#domain/text/fold.ts";

/** The bot as people in the room call it. */
export interface Bot {
  readonly userId: UserId;
  /** Its display name. */
  readonly name: string;
}
/** A message that may be a command: its text with the prefix as replies print it, and where that prefix ends. */
export interface Addressed {
  readonly prefix: string;
  readonly text: string;
  readonly from: number;
  /** A blank stands behind the sign: it is a command only if all of noun and verb is right. */
  readonly isLoose?: true;
}

/** So much of a message is looked at for its prefix: a link to somebody may be long. */
const head = 1_000;
/** Some clients escape the sign, since it means something in Markdown. */
const sign = /^\s*\\?(\/\/|\/|!)(?=\p{L})/u;
const apart = /^\s*\\?(\/\/|\/|!)\s+(?=\p{L}+\s+\p{L})/u;
/** A link to a user (Matrix specification, appendices "matrix.to navigation" and "matrix: URI scheme"): in Markdown, in angle brackets, or bare. */
const link =
  /^\s*(?:\[(?:\\.|[^\]\\]){0,200}\]\(<?|<)?(?:https:\/\/matrix\.to\/#\/|matrix:(u\/))([^)\s>?]{1,400}?)(?:\?[^)\s>]{0,200})?>?\)?(?=:?(?:\s|$)|,)/iu;

/** Finds one of the four prefixes: `/`, `//` (printed as `/`), `!`, or a mention of the bot. Anything else is talk. */
export function address(body: string, bot: Bot): Addressed | undefined {
  const folded = fold(body.slice(0, head));
  const behind = (end: number) => body.slice(folded.place(end, end).from);
  const signed = sign.exec(folded.text) ?? apart.exec(folded.text);
  if (signed) {
    const isLoose = /\s$/u.test(signed[0]) && { isLoose: true as const };
    return { ...addressed(signed[1] === "!" ? "!" : "/", behind(signed[0].length)), ...isLoose };
  }
  const called = linked(folded, bot) ?? named(folded, body, bot);
  if (called === undefined) return undefined;
  const rest = /^\s*[:,]?\s*(?:\\?(?:\/\/|\/|!)(?=\p{L}))?/u.exec(folded.text.slice(called.end))?.[0] ?? "";
  return addressed(`${called.by}: `, behind(called.end + rest.length));
}

const addressed = (prefix: string, rest: string): Addressed => ({ prefix, text: prefix + rest, from: prefix.length });

/** How the bot was called, and where that ends. */
interface Called {
  readonly by: string;
  readonly end: number;
}

function linked({ text }: Folded, { userId, name }: Bot): Called | undefined {
  const found = link.exec(text);
  // a matrix: URI has the id without its sign
  const [, uri, target = ""] = found ?? [];
  if (!found || `${uri === undefined ? "" : "@"}${decoded(target)}`.toLowerCase() !== userId.toLowerCase()) return undefined;
  return { by: name === "" ? userId : name, end: found[0].length };
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function named({ text, place }: Folded, body: string, bot: Bot): Called | undefined {
  const names = bot.name === "" ? [bot.userId] : [bot.userId, bot.name, `@${bot.name}`];
  const start = text.length - text.trimStart().length;
  for (const name of names) {
    const shown = fold(name).text;
    const end = start + shown.length;
    if (text.slice(start, end).toLowerCase() !== shown.toLowerCase()) continue;
    // "@name:" with no blank behind it begins the id of somebody else
    if (!(name === `@${bot.name}` ? /^\s*[:,]?\s/u : /^\s*[:,]|^\s/u).test(text.slice(end))) continue;
    const typed = place(start, end);
    return { by: body.slice(typed.from, typed.to), end };
  }
  return undefined;
}
