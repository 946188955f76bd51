import { category, evaluation, handling, share, type TypedCodes } from "#domain/codes/codes.ts";
import { type Marks, unmark } from "#domain/codes/markings.ts";
import { moment, seen } from "#domain/import/dates.ts";
import type { Particulars } from "#domain/import/gather.ts";
import { type JsonObject, objectsAt, scalarAt, textAt, trueAt } from "#domain/import/json.ts";
import { noteOf, sourceOf, tagsOf } from "#domain/import/words.ts";
import { country } from "#domain/people/country.ts";
import type { Reader } from "#domain/primitives/reader.ts";

/** A tag of our own export, in which it writes the codes that MISP has no taxonomy for. */
const machineTag = /^liaison:([a-z]{1,20})="([\s\S]*)"$/u;

/** The names of the tags on an event or attribute. */
export const tagNames = (of: JsonObject): readonly string[] =>
  objectsAt(of, "Tag")
    .slice(0, 200)
    .flatMap((tag) => textAt(tag, "name") ?? []);

/** Whether our own export wrote an attribute. */
export const isOwn = (attribute: JsonObject): boolean => tagNames(attribute).some((name) => machineTag.test(name));

const never = new Date(0);
const read = <T>(reader: Reader<T>, typed: string | undefined): T | undefined => {
  const found = typed === undefined ? undefined : reader.read(typed, never);
  return found?.ok ? found.value : undefined;
};

/** What the tags of our own export say; several handling codes are several tags. */
function ownFacts(attribute: JsonObject): {
  readonly codes: TypedCodes;
  readonly source: string | undefined;
  readonly kind: string | undefined;
} {
  const found = new Map<string, string[]>();
  for (const name of tagNames(attribute)) {
    const [, predicate, value] = machineTag.exec(name) ?? [];
    if (predicate !== undefined && value !== undefined) found.set(predicate, [...(found.get(predicate) ?? []), value]);
  }
  const one = (predicate: string): string | undefined => found.get(predicate)?.[0];
  const only = one("only")
    ?.split(",")
    .flatMap((word) => read(country, word) ?? []);
  return {
    codes: {
      handling: read(handling, found.get("handling")?.join("+")),
      evaluation: read(evaluation, one("evaluation")),
      share: read(share, one("share")),
      category: read(category, one("category")),
      only: only?.length ? only : undefined,
    },
    source: one("source"),
    kind: one("kind"),
  };
}

/** What the event and the object of an attribute say of it. */
interface AroundAttribute {
  readonly tags: readonly string[];
  readonly source: string | undefined;
  readonly comment: string | undefined;
  /** Names a marking that is not understood. */
  tell(marking: string): void;
}
/** What an attribute says beside its value, with what its event and object say of it. */
export function attributeFacts(
  attribute: JsonObject,
  own: boolean,
  around: AroundAttribute,
): { readonly particulars: Particulars; readonly kind: string | undefined } {
  const marks: Marks = {};
  const names = tagNames(attribute);
  // context, which a machine must not raise alarms about
  const aside = attribute.to_ids === false ? ["not-for-detection"] : [];
  const { seenLast, words } = sightings(attribute);
  const tags = tagsOf(
    own ? names.filter((name) => !machineTag.test(name)) : [...words, ...around.tags, ...names, ...aside],
    marks,
    around.tell,
  );
  const ours = own ? ownFacts(attribute) : undefined;
  const comment = textAt(attribute, "comment") || around.comment;
  if (!own && comment !== undefined) unmark(comment, marks);
  const codes = Object.fromEntries(
    Object.entries({ ...marks, ...(isUncorrelated(attribute) && { share: "silent" }), ...ours?.codes }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const note = noteOf(comment);
  const source = sourceOf(ours ? ours.source : around.source);
  const at = (key: string): Date | undefined => moment(scalarAt(attribute, key) ?? "");
  return {
    kind: ours?.kind,
    particulars: {
      ...(Object.keys(codes).length > 0 && { codes }),
      ...(tags.length > 0 && { tags }),
      ...(note !== undefined && { note }),
      ...(source !== undefined && { source }),
      ...seen(at("first_seen") ?? (own ? undefined : at("timestamp")), latest(at("last_seen"), own ? undefined : seenLast)),
    },
  };
}

const latest = (a: Date | undefined, b: Date | undefined): Date | undefined => (a && b ? (a > b ? a : b) : (a ?? b));

/** Its makers hold it for too common to compare: what is silent meets nobody who would be told. */
export const isUncorrelated = (attribute: JsonObject): boolean => trueAt(attribute, "disable_correlation");

const sightingWords: ReadonlyMap<string | undefined, string> = new Map([
  ["1", "called-false-positive"],
  ["2", "called-expired"],
]);
/** What others said of a value (MISP, "Sightings"): 0 seen, 1 a false positive, 2 expired. */
function sightings(attribute: JsonObject): { readonly seenLast: Date | undefined; readonly words: readonly string[] } {
  const all = objectsAt(attribute, "Sighting").slice(0, 1_000);
  const kindOf = (one: JsonObject) => scalarAt(one, "type");
  const seenAt = all.filter((one) => kindOf(one) === "0").map((one) => moment(scalarAt(one, "date_sighting") ?? ""));
  return {
    seenLast: seenAt.reduce(latest, undefined),
    words: [...new Set(all.flatMap((one) => sightingWords.get(kindOf(one)) ?? []))],
  };
}
