import { type Codes, settle, type TypedCodes } from "#domain/codes/codes.ts";
import { lowered } from "#domain/codes/lowering.ts";
import { raised, sameCodes } from "#domain/codes/strictest.ts";
import { type Leaving, type Permission, shareHeld } from "#domain/codes/table.ts";
import { disclosesMore } from "#domain/hits/disclosure.ts";
import { countries } from "#domain/people/country.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { tags } from "#domain/primitives/text.ts";

/** What of a record may be changed after it was logged. */
export interface Changeable extends Leaving {
  readonly tags: readonly string[];
  readonly source?: string;
  readonly note?: string;
}
/** Tags to be put on and to be taken off. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
/** A change of one or many records; what is absent stays. */
export interface RecordChange {
  readonly codes: Omit<TypedCodes, "only">;
  /** "all" ends the limit to countries. */
  readonly only?: readonly string[] | "all";
  readonly tags?: TagChange;
  readonly source?: string;
  readonly note?: string;
}

const has = (tags: readonly string[], tag: string): boolean => tags.some((one) => one.toLowerCase() === tag.toLowerCase());

/**
 * A record's content after a change. `grant`: by whose code a share that is typed is permitted; without one it is none. A permission ends
 * where a handling code is added: it was given for less.
 */
export function applied(
  before: Changeable,
  { codes, only, tags: change, source = before.source, note = before.note }: RecordChange,
  grant?: Omit<Permission, "share">,
): Changeable {
  const { only: _limit, ...unlimited } = before.codes;
  const tagged = change
    ? [...before.tags.filter((tag) => !has(change.remove, tag)), ...change.add.filter((tag) => !has(before.tags, tag))]
    : before.tags;
  const after = settle({ ...codes, ...(only !== undefined && only !== "all" && { only }) }, only === "all" ? unlimited : before.codes);
  const permitted = grant !== undefined && codes.share !== undefined ? { ...grant, share: after.share } : kept(before, after);
  return {
    codes: after,
    ...(permitted && { permitted }),
    tags: tagged,
    ...(source !== undefined && { source }),
    ...(note !== undefined && { note }),
  };
}

/**
 * A record whose value is logged once more: what was typed raises its codes and takes nothing back. An H3 that has no
 * conditions yet takes the note for them.
 */
export function loggedAgain(before: Changeable, typed: TypedCodes = {}, note?: string): Changeable {
  const { permitted: _permitted, note: was, ...rest } = before;
  const codes = raised(before.codes, typed);
  const permitted = kept(before, codes);
  const text = was ?? (codes.handling.includes("H3") ? note : undefined);
  return { ...rest, codes, ...(permitted && { permitted }), ...(text !== undefined && { note: text }) };
}

/** The permission that still holds under these codes. */
export const kept = ({ codes, permitted }: Leaving, after: Codes): Permission | undefined =>
  lowered(after, codes).includes("handling") ? undefined : permitted;

/** Whether the conditions under which an H3 may be used are others than before. */
export const reworded = (was: Changeable, now: Changeable): boolean =>
  was.codes.handling.includes("H3") && was.note !== undefined && was.note !== now.note;

/**
 * Which codes protect less than before. A permission that lets more leave counts as its share, other conditions of an H3 as
 * its handling.
 */
export function weakened(was: Changeable, now: Changeable): ReturnType<typeof lowered> {
  const less = lowered(was.codes, now.codes);
  const more = less.includes("share") || !disclosesMore(was, now) ? [] : (["share"] as const);
  const other = less.includes("handling") || !reworded(was, now) ? [] : (["handling"] as const);
  return [...less, ...more, ...other];
}

/** Whether it says something else of records than how they are protected: only who may hear them may do that, or learn that it is so already. */
export const rewrites = ({ codes, tags: change, source, note }: RecordChange): boolean =>
  [codes.evaluation, codes.category, change, source, note].some((part) => part !== undefined);

/** Who changes somebody's record, and whose code it took. */
export interface Changing {
  readonly by: UserId;
  readonly provider: UserId;
  readonly confirmedBy?: UserId | undefined;
  readonly at: Date;
}

/**
 * A record's content after a change. A share that its provider types is permitted by that; one that somebody else types is by whoever
 * types the code, and before that it is looked at as if the provider would.
 */
export function contentAfter(was: Changeable, change: RecordChange, { by, provider, confirmedBy = provider, at }: Changing): Changeable {
  const granted = applied(was, change, { by: by === provider ? by : confirmedBy, at });
  return by === provider || weakened(was, granted).includes("share") ? granted : applied(was, change);
}

/** Whether nothing differs. */
export const sameContent = (a: Changeable, b: Changeable): boolean =>
  sameCodes(a.codes, b.codes) &&
  shareHeld(a) === shareHeld(b) &&
  a.tags.join() === b.tags.join() &&
  a.source === b.source &&
  a.note === b.note;

/** Countries, or `all` for no limit to any. */
export const onlyOrAll: Reader<readonly string[] | "all"> = {
  expects: "NL,FR|all",
  read: (typed, now) => (typed.toLowerCase() === "all" ? ok("all") : countries.read(typed, now)),
};

/** Tags separated by commas; one with a minus before it is taken off. */
export const tagChange: Reader<TagChange> = {
  expects: "word,-word",
  verbatim: true,
  read: (typed, now) => {
    const words = typed.split(",").map((word) => word.trim());
    const minus = words.filter((word) => /^[-–−]./u.test(word)).map((word) => word.slice(1));
    const plus = words.filter((word) => word !== "" && !/^[-–−]./u.test(word));
    const add = plus.length === 0 && minus.length > 0 ? ok([]) : tags.read(plus.join(","), now);
    if (!add.ok) return add;
    const remove = minus.length === 0 ? ok([]) : tags.read(minus.join(","), now);
    return remove.ok ? ok({ add: add.value, remove: remove.value }) : remove;
  },
};
