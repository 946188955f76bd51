import { category, evaluation, share, type TypedCodes } from "#domain/codes/codes.ts";
import { type Marks, raise, unmark } from "#domain/codes/markings.ts";
import { extensionId } from "#domain/export/stix/extension.ts";
import { moment, seen } from "#domain/import/dates.ts";
import type { Particulars } from "#domain/import/gather.ts";
import { isObject, type JsonObject, objectAt, textAt, textsAt } from "#domain/import/json.ts";
import { bothMarks, markIds, markNamed, marksOf, type StixMark, type StixMarks } from "#domain/import/stix/marks.ts";
import { noteOf, sourceOf, tagsOf } from "#domain/import/words.ts";
import type { Reader } from "#domain/primitives/reader.ts";

/** What the other objects of a bundle say of one. */
export interface Surroundings {
  readonly names: ReadonlyMap<string, string>;
  readonly marks: StixMarks;
  /** The marks of the reports and groupings in which an object stands. */
  readonly within: ReadonlyMap<string, StixMark>;
}

/** Our own properties on an object of our own export. */
export const ownOf = (object: JsonObject): JsonObject | undefined => objectAt(objectAt(object, "extensions") ?? {}, extensionId);

const markOf = (object: JsonObject, marks: StixMarks): StixMark =>
  markIds(object).reduce((all, id) => bothMarks(all, markNamed(id, marks)), {});

/** Reads what holds for several objects of a bundle. */
export function surroundings(objects: readonly JsonObject[]): Surroundings {
  const marks = marksOf(objects);
  const names = new Map<string, string>();
  const within = new Map<string, StixMark>();
  for (const object of objects) {
    const id = textAt(object, "id");
    const name = textAt(object, "name");
    if (id !== undefined && name !== undefined && textAt(object, "type") === "identity") names.set(id, name);
    const mark = markOf(object, marks);
    if (Object.keys(mark).length > 0)
      for (const one of textsAt(object, "object_refs")) within.set(one, bothMarks(within.get(one) ?? {}, mark));
  }
  return { names, marks, within };
}

const read = <T>(reader: Reader<T>, from: JsonObject, key: string): T | undefined => {
  const found = reader.read(textAt(from, key) ?? "", new Date(0));
  return found.ok ? found.value : undefined;
};

/** What an object says beside its value. What we wrote ourselves is exact: neither its notes nor what it stands in raise it. */
export function factsOf(object: JsonObject, around: Surroundings, tell: (marking: string) => void): Particulars {
  const own = ownOf(object);
  const explicit = markOf(object, around.marks);
  const inherited = own ? explicit : bothMarks(explicit, around.within.get(textAt(object, "id") ?? "") ?? {});
  const marks: Marks = {};
  const description = own ? textAt(own, "note") : textAt(object, "description");
  if (!own && description !== undefined) unmark(description, marks);
  // whether it has ended is for those to say who read it: nothing here knows the time
  const until = own ? undefined : moment(textAt(object, "valid_until") ?? "");
  const ends = until === undefined ? [] : [`valid-until-${until.toISOString().slice(0, 10)}`];
  const tags = tagsOf([...ends, ...textsAt(object, "labels").slice(0, 100)], marks, tell);
  raise(marks, inherited);
  const codes: TypedCodes = {
    ...inherited,
    ...marks,
    ...(own && {
      evaluation: read(evaluation, own, "evaluation"),
      share: read(share, own, "share"),
      category: read(category, own, "category"),
    }),
  };
  const given = Object.fromEntries(Object.entries(codes).filter(([, value]) => value !== undefined));
  const note = noteOf(description);
  const source = sourceOf(own ? textAt(own, "source") : around.names.get(textAt(object, "created_by_ref") ?? ""));
  const first = moment(textAt(object, "first_observed") ?? textAt(object, "valid_from") ?? "");
  const last = moment((own ? textAt(own, "seen") : textAt(object, "last_observed")) ?? "");
  return {
    ...(Object.keys(given).length > 0 && { codes: given }),
    ...(tags.length > 0 && { tags }),
    ...(note !== undefined && { note }),
    ...(source !== undefined && { source }),
    ...seen(first, last),
  };
}

/** The objects of a bundle that are objects. */
export const objectsOf = (list: readonly unknown[]): readonly JsonObject[] => list.filter(isObject);
