import type { UserId } from "#domain/primitives/ids.ts";

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
}

const sign = /^(\/\/|\/|!)(?=\p{L})/u;

/** Finds one of the four prefixes: `/`, `//` (printed as `/`), `!`, or a mention of the bot. Anything else is talk. */
export function address(body: string, bot: Bot): Addressed | undefined {
  const text = body.trimStart();
  const typed = sign.exec(text)?.[1];
  if (typed !== undefined) return addressed(typed === "!" ? "!" : "/", text.slice(typed.length));
  const called = mention(text, bot);
  if (called === undefined) return undefined;
  const rest = text.slice(called.length).replace(/^[:,]?\s*/u, "");
  return addressed(called.startsWith("[") ? `${bot.name}: ` : `${called}: `, rest.replace(sign, ""));
}

const addressed = (prefix: string, rest: string): Addressed => ({ prefix, text: prefix + rest, from: prefix.length });

function mention(text: string, bot: Bot): string | undefined {
  const link = `](https://matrix.to/#/${bot.userId})`;
  const names = bot.name === "" ? [] : [bot.name, `@${bot.name}`, `[${bot.name}${link}`, `[@${bot.name}${link}`];
  for (const name of [bot.userId, `[${bot.userId}${link}`, ...names]) {
    const start = text.slice(0, name.length);
    // "@name:" with no blank behind it begins the id of somebody else
    const end = name === `@${bot.name}` ? /^[:,]?\s/u : /^[:,\s]/u;
    if (start.toLowerCase() === name.toLowerCase() && end.test(text.slice(name.length))) return start;
  }
  return undefined;
}
