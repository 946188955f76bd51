import type { Mentions } from "#domain/people/mentions.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { distance } from "#domain/primitives/nearest.ts";

/** A name that somebody goes by here: on the roster, in the first part of their id, or where this very message mentions them. */
interface Label {
  readonly words: readonly string[];
  readonly userId: UserId;
  readonly isPill: boolean;
}

/** A name that was found in a text. */
export interface Match {
  /** Behind it. */
  readonly end: number;
  readonly words: readonly string[];
  readonly users: readonly UserId[];
  /** A mention in this message bears it. */
  readonly isPill: boolean;
  /** Others bear it as well: only the message's mention tells who is meant. */
  readonly isShared: boolean;
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
const wordsOf = (name: string): readonly string[] => fold(name.trim()).split(/\s+/u);
const localpart = (user: UserId): string => user.slice(1, user.indexOf(":"));
const blank = /\s+/uy;
/** What may follow a name. */
const edge = /$|[\s,;|]|[.:!?)]+(?=\s|$)/uy;
/** So many are offered. */
const mostNear = 3;

/** All by whom a name may be borne: finds whom a text names, and whom it may name. */
export class Directory {
  readonly #labels: readonly Label[];
  readonly #officers: readonly OfficerLine[];
  /** Whom the message mentions under a name that it does not show. */
  readonly #unlabelled: readonly UserId[];
  /** All of it, to tell whether a label stands there more often than it is a mention. */
  readonly #text: string;
  /** How often names stand in it. */
  readonly #times = new Map<string, number>();

  /** `text`: all that was typed. `bot`: it is called by a mention, and never meant by one. */
  constructor(officers: readonly OfficerLine[], { users, pills }: Mentions, text: string, bot: UserId) {
    this.#text = fold(text).replace(/\s+/gu, " ");
    this.#officers = officers;
    // whose id stands in the text is meant there
    const isShown = (user: UserId) => user === bot || text.includes(user) || text.includes(encodeURIComponent(user));
    this.#unlabelled = users.filter((user) => !isShown(user) && !pills.some((pill) => pill.userId === user));
    this.#labels = [
      ...pills.filter((pill) => pill.userId !== bot).map(({ label, userId }) => ({ words: wordsOf(label), userId, isPill: true })),
      ...officers.flatMap(({ name, userId }) => [
        { words: wordsOf(name), userId, isPill: false },
        { words: [fold(localpart(userId))], userId, isPill: false },
      ]),
    ].filter(({ words }) => words[0] !== "");
  }

  /** The longest name that stands at `from`. Several bear it: whom the message mentions, if that is one of them. */
  match(text: string, from: number): Match | undefined {
    let end = -1;
    let found: Label[] = [];
    const pills: Label[] = [];
    for (const label of this.#labels) {
      const behind = endOf(label.words, text, from);
      if (behind === undefined) continue;
      if (label.isPill) pills.push(label);
      if (behind < end) continue;
      if (behind > end) found = [];
      end = behind;
      found.push(label);
    }
    const [first] = found;
    if (first === undefined) return undefined;
    const isLabel = found.some(({ isPill }) => isPill) && !this.#isTypedAsWell(first.words, pills.length);
    const longest = isLabel ? found.filter(({ isPill }) => isPill) : found;
    // a mention with a shorter label stands here as well
    const users = [...new Set([...longest, ...pills].map(({ userId }) => userId))];
    const mentioned = pills.length > 0 ? [] : users.filter((user) => this.#unlabelled.includes(user));
    const isPill = pills.length > 0 && users.length === 1;
    return { end, words: first.words, users: mentioned.length === 1 ? mentioned : users, isPill, isShared: users.length > 1 };
  }

  #isTypedAsWell(words: readonly string[], pills: number): boolean {
    const name = words.join(" ");
    const times = this.#times.get(name) ?? this.#text.split(name).length - 1;
    this.#times.set(name, times);
    return times > pills;
  }

  /** Whether the message mentions them under a name that it does not show. */
  isMentioned(user: UserId): boolean {
    return this.#unlabelled.includes(user);
  }

  /** Others whose name this may be the beginning of: whose name goes on with `next`, or whom a mention without a label means. */
  others({ words, users: [user] }: Match, next: string | undefined): readonly UserId[] {
    const beginsWith = (name: readonly string[], begin: readonly string[]) => begin.every((word, at) => name[at] === word);
    const goOn = next === undefined ? [] : this.#labels.filter((label) => beginsWith(label.words, [...words, fold(next)]));
    const unlabelled = this.#unlabelled.filter((one) =>
      this.#namesOf(one).some((name) => name.length >= words.length && beginsWith(name, words)),
    );
    return [...new Set([...goOn.map(({ userId }) => userId), ...unlabelled])].filter((one) => one !== user);
  }

  /** Everything by which somebody may be called, word by word: also the parts of a first part such as `anna.v`. */
  #namesOf(user: UserId): readonly (readonly string[])[] {
    const officer = this.#officers.find(({ userId }) => userId === user);
    return [...(officer ? [wordsOf(officer.name)] : []), fold(localpart(user)).split(/[._=+-]+/u)];
  }

  /** Who may have been meant by what names nobody. */
  near(typed: string): readonly UserId[] {
    return [...new Set([...this.#unlabelled, ...nearOfficers(typed, this.#officers)])].slice(0, mostNear);
  }
}

/** Officers whose id or name is nearly this, or begins so. */
export function nearOfficers(typed: string, officers: readonly OfficerLine[]): readonly UserId[] {
  const name = fold(typed.replace(/^@/u, ""));
  const words = wordsOf(name);
  const slips = name.length > 4 ? 2 : 1;
  const isNear = ({ name: full, userId }: OfficerLine): boolean => {
    const whole = wordsOf(full);
    return (
      [userId.slice(1), localpart(userId), whole.join(" ")].some((one) => distance(fold(one), name) <= slips) ||
      fold(localpart(userId)) === words[0] ||
      words.every((word, at) => whole[at] === word)
    );
  };
  return officers
    .filter(isNear)
    .map(({ userId }) => userId)
    .slice(0, mostNear);
}

/** Where a name ends that stands at `from`, in any case and with any blanks. */
function endOf(words: readonly string[], text: string, from: number): number | undefined {
  let at = from;
  for (const [index, word] of words.entries()) {
    if (index > 0) {
      blank.lastIndex = at;
      if (!blank.test(text)) return undefined;
      at = blank.lastIndex;
    }
    const end = at + word.length;
    if (fold(text.slice(at, end)) !== word) return undefined;
    at = end;
  }
  edge.lastIndex = at;
  return edge.test(text) ? at : undefined;
}
