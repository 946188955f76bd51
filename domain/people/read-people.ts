import { country } from "#domain/people/country.ts";
import type { Directory, Match } from "#domain/people/directory.ts";
import { linkedUser, markdownLink } from "#domain/people/link.ts";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";
import { joining } from "#domain/time/written.ts";

/** Whom an argument takes. */
export type Takes = NonNullable<Reader<unknown>["people"]>;
/** How a text is read that names people. */
export interface Naming {
  readonly takes: Takes;
  readonly directory: Directory;
  readonly caller: UserId;
  /** The key of the option, or the argument's name. */
  readonly argument: string;
  /** Nothing but people may stand in it. */
  readonly isWhole: boolean;
}
/** Full ids and countries, and where they end. */
export interface Named {
  readonly found: readonly string[];
  readonly end: number;
  /** Others have the name as well, and are not mentioned. */
  readonly isShared?: boolean;
}

const blanks = /\s*/uy;
const comma = new RegExp(String.raw`\s*[,;&+|]+(?:\s*${joining}(?=\s))?`, "iuy");
const joined = new RegExp(String.raw`\s+${joining}(?=\s)`, "iuy");
const markdown = new RegExp(markdownLink, "uy");
const inAngles = /<([^<>\s]{1,700})>/uy;
const link = /(?:https?:\/\/|matrix:)[^\s,;|<>]+/iuy;
const fullId = /@[^\s:,;|()<>]+:[^\s,;|()<>]*[^\s,;|()<>.:!?]/uy;
const quotation = /["“”„«»]([^"“”„«»]{0,200})["“”„«»]/uy;
const opening = /^["“”„«»]/u;
/** `@[Anna de Vries]`, as one client writes a mention. */
const bracketed = /@\[([^\]\n]{1,200})\]/uy;
const self = /(?:me|Me|myself|Myself)(?=[\s,;|.]|$)/uy;
const desk = /([a-z]{2})(?=[\s,;|.]|$)(?:\s+desks?(?=[\s,;|.]|$))?/iuy;
/** Of what names nobody: a word, and what begins with a capital behind it. */
const unknown = /[^\s,;|]+(?:\s+\p{Lu}[^\s,;|]*)*/uy;
const nextWord = /\s+(\p{L}[^\s,;|]*)/uy;
/** What is a person wherever it stands. */
const signed = /\s+(?=@|<@|\[|<?https?:\/\/|<?matrix:u)/uy;

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/**
 * Reads whom a text names from its beginning: mentions, links and ids; `@name` and names of the roster, the longest that
 * stands there; countries; separated by commas, blanks or "and". Who is not found for certain ends it: nobody is ever
 * somebody else whose name begins like theirs.
 */
export function readPeople(text: string, naming: Naming): Result<Named> {
  const found: string[] = [];
  let isShared = false;
  let end = take(blanks, text, 0)?.[0].length ?? 0;
  for (;;) {
    const one = item(text, end, naming);
    if (!one.ok) return one;
    // one mention cannot tell two of one name apart
    if (one.value.isShared && found.some((before) => one.value.found.includes(before)))
      return fail({ code: "which-person", typed: text.slice(end, one.value.end), choices: one.value.found });
    found.push(...one.value.found);
    isShared ||= one.value.isShared === true;
    end = one.value.end;
    const next = naming.isWhole && naming.takes !== "several" ? undefined : goesOn(text, end, naming);
    if (typeof next === "object") return next;
    if (next === undefined) break;
    if (naming.takes !== "several") return fail({ code: "one-person", argument: naming.argument });
    end = next;
  }
  const rest = text.slice(end).replace(/^[\s,;|.:]+/u, "");
  if (naming.isWhole && rest !== "") return fail({ code: "too-much", typed: rest });
  return ok({ found, end, isShared });
}

/** Where the next person begins; undefined where the list ends. */
function goesOn(text: string, end: number, naming: Naming): number | Failed | undefined {
  const isSeveral = naming.takes === "several";
  const separator = take(comma, text, end) ?? take(joined, text, end);
  if (separator !== undefined) {
    const behind = end + separator[0].length;
    const next = behind + (take(blanks, text, behind)?.[0].length ?? 0);
    if (next >= text.length) return undefined;
    if (isSeveral || item(text, next, naming).ok) return next;
    // "for:@bruno, check the image" is no list, "for:@bruno and …" is one that goes wrong
    return /[,;|]\s|[,;|]$/u.test(text.slice(end, next)) ? undefined : fail({ code: "one-person", argument: naming.argument });
  }
  const apart = take(signed, text, end);
  if (apart !== undefined) return end + apart[0].length;
  if (!isSeveral) return undefined;
  const next = end + (take(blanks, text, end)?.[0].length ?? 0);
  const match = naming.directory.match(text, next);
  if (match && next > end && (match.isPill || match.words.length > 1 || match.users.some((user) => naming.directory.isMentioned(user))))
    return next;
  const another = /^[A-Z]{2}(?=[\s,;]|$)/u.exec(text.slice(next, next + 3))?.[0];
  if (another !== undefined && country.read(another, new Date(0)).ok)
    return fail({ code: "unreadable", typed: `"${text.slice(0, next)}${another}"`, expected: "invitee", write: "invitee" });
  return undefined;
}

function item(text: string, at: number, naming: Naming): Result<Named> {
  const pill = take(markdown, text, at);
  if (pill) return linked(pill, pill[2] ?? "", at, naming);
  const angled = take(inAngles, text, at);
  if (angled) return linked(angled, angled[1] ?? "", at, naming);
  const bare = take(link, text, at);
  if (bare) return linked(bare, bare[0].replace(/[.:!?)]+$/u, ""), at, naming);
  const id = take(fullId, text, at);
  if (id) return linked(id, id[0], at, naming);
  const quoted = take(quotation, text, at) ?? take(bracketed, text, at);
  if (quoted) {
    const inside = readPeople(quoted[1] ?? "", { ...naming, isWhole: true });
    return inside.ok ? ok({ ...inside.value, end: at + quoted[0].length }) : inside;
  }
  return byWord(text, at, naming);
}

function linked([whole]: RegExpExecArray, target: string, at: number, naming: Naming): Result<Named> {
  const user = userId(target) ?? linkedUser(target);
  return user === undefined ? noPerson(whole, naming) : ok({ found: [user], end: at + whole.length });
}

const kinds = { one: "person", desk: "assignee", several: "invitee" } as const;
const noPerson = (typed: string, { takes }: Naming): Failed =>
  fail({ code: "unreadable", typed: `"${typed}"`, expected: kinds[takes], write: kinds[takes] });

function byWord(text: string, at: number, naming: Naming): Result<Named> {
  const { directory, caller, argument } = naming;
  const sign = text[at] === "@" ? 1 : 0;
  const match = directory.match(text, at + sign) ?? (sign ? directory.match(text, at) : undefined);
  if (!match && take(self, text, at)) return ok({ found: [caller], end: self.lastIndex });
  const land = byCountry(text, at, match, naming);
  if (land) return land;
  if (match) return certain(text, { at, hasSign: sign > 0, match }, naming);
  const typed = naming.isWhole ? text.slice(at).trim() : (take(unknown, text, at)?.[0] ?? "");
  if (typed === "") return fail({ code: "missing", argument });
  // those who write, rather than the United States; a sector, or a mail address
  if (opening.test(typed)) return fail({ code: "open-quotation" });
  if (typed === "us" || !/^@?[\p{L}\p{N}]/u.test(typed) || /.[:@]./u.test(typed)) return noPerson(typed, naming);
  return fail({ code: "not-on-roster", typed, near: directory.near(typed) });
}

/** The desk of a country, in any case; what is not in capitals may as well be somebody's name, or begin one ("de Vries"). */
function byCountry(text: string, at: number, match: Match | undefined, { takes }: Naming): Result<Named> | undefined {
  const [whole = "", typed = ""] = (takes === "one" ? undefined : take(desk, text, at)) ?? [];
  const end = at + whole.length;
  const read = country.read(typed, new Date(0));
  if (!read.ok || typed === "us" || match?.isPill || (match && match.end > end)) return undefined;
  if (typed !== typed.toUpperCase()) {
    if (match) return fail({ code: "which-person", typed, choices: [...match.users, read.value] });
    if (/^\s+\p{Lu}/u.test(text.slice(end, end + 8))) return undefined;
  }
  return ok({ found: [read.value], end });
}

interface Found {
  readonly at: number;
  /** It has an @ before it. */
  readonly hasSign: boolean;
  readonly match: Match;
}

/** Whether a name that was found is for certain the whole name that was meant. */
function certain(text: string, { at, hasSign, match }: Found, { directory, isWhole }: Naming): Result<Named> {
  const { end, users, words, isPill, isShared } = match;
  const typed = text.slice(at, end);
  const [user, ...others] = users;
  if (user === undefined || others.length > 0) return fail({ code: "which-person", typed, choices: users });
  const sure = ok({ found: [user], end, isShared });
  const next = take(joined, text, end) ? undefined : take(nextWord, text, end)?.[1]?.replace(/[.:!?]+$/u, "");
  if (isPill || (hasSign && next === undefined)) return sure;
  const also = directory.others(match, next);
  if (also.length > 0) return fail({ code: "which-person", typed, choices: [user, ...also] });
  if (hasSign || next === undefined || words.length > 1 || directory.isMentioned(user)) return sure;
  const longer = text.slice(at, nextWord.lastIndex);
  return isWhole
    ? fail({ code: "not-on-roster", typed: text.slice(at).trim(), near: [user] })
    : fail({ code: "open-name", typed: longer, userId: user });
}
