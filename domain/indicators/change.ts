import { type Codes, settle, type TypedCodes } from "#domain/codes/codes.ts";
import { sameCodes } from "#domain/codes/strictest.ts";
import { countries } from "#domain/people/country.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { tags } from "#domain/primitives/text.ts";

/** What of a record may be changed after it was logged. */
export interface Changeable {
  readonly codes: Codes;
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

/** A record's content after a change. */
export function applied(
  before: Changeable,
  { codes, only, tags: change, source = before.source, note = before.note }: RecordChange,
): Changeable {
  const { only: _limit, ...unlimited } = before.codes;
  const tagged = change
    ? [...before.tags.filter((tag) => !has(change.remove, tag)), ...change.add.filter((tag) => !has(before.tags, tag))]
    : before.tags;
  return {
    codes: settle({ ...codes, ...(only !== undefined && only !== "all" && { only }) }, only === "all" ? unlimited : before.codes),
    tags: tagged,
    ...(source !== undefined && { source }),
    ...(note !== undefined && { note }),
  };
}

/** Whether nothing differs. */
export const sameContent = (a: Changeable, b: Changeable): boolean =>
  sameCodes(a.codes, b.codes) && a.tags.join() === b.tags.join() && a.source === b.source && a.note === b.note;

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
