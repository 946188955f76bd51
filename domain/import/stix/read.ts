import { raise } from "#domain/codes/markings.ts";
import { gathering } from "#domain/import/gather.ts";
import { isObject, type JsonObject, listAt, objectAt, textAt, textsAt, trueAt } from "#domain/import/json.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Reading } from "#domain/import/reading.ts";
import { factsOf, objectsOf, ownOf, type Surroundings, surroundings } from "#domain/import/stix/facts.ts";
import { markIds, markNamed } from "#domain/import/stix/marks.ts";
import { observableValues, recipients } from "#domain/import/stix/observables.ts";
import { type PatternValues, patternValues } from "#domain/import/stix/values.ts";
import { type Into, type Tally, tally, tellMark } from "#domain/import/tally.ts";
import { oneLine } from "#domain/import/words.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Objects that say something about others, or nothing to log. */
const silent = new Set(
  "identity marking-definition extension-definition relationship language-content report grouping note opinion".split(" "),
);

/** Reads a STIX 2.1 bundle (OASIS Standard, section 8); `line` of a row is the number of its object. */
export function readStix(bundle: JsonObject, kinds: Kinds): Reading {
  const gather = gathering("stix", kinds);
  const list = listAt(bundle, "objects");
  const objects = objectsOf(list);
  const around = surroundings(objects);
  const to = recipients(objects);
  const apart = tally();
  for (const id of markIds(bundle)) raise(gather.marks, markNamed(id, around.marks));
  tellMarks(apart, 1, bundle, around);
  for (const [at, object] of list.entries()) {
    const line = at + 1;
    if (!isObject(object)) {
      gather.unclear(line, { code: "no-object", object: line });
      continue;
    }
    const type = oneLine(textAt(object, "type"), 60);
    tellMarks(apart, line, object, around);
    if (type !== undefined && silent.has(type)) continue;
    if (textAt(object, "valid_until") !== undefined && ownOf(object) === undefined) apart.add(line, "ends-some-day");
    const why = leftOut(object, type, to);
    if (why !== undefined) apart.add(line, why);
    else if (type === "observed-data") takeObserved({ gather, apart }, line, object, around);
    else if (!takeObject({ gather, apart }, line, object, around))
      apart.add(line, { code: "object-type", ...(type !== undefined && { type }) });
  }
  apart.tell(gather);
  return gather.reading();
}

/** Names the marks for which the strictest was taken. */
function tellMarks(apart: Tally, line: number, object: JsonObject, { marks: { known, unread } }: Surroundings): void {
  for (const id of markIds(object)) {
    if (known.has(id)) continue;
    const words = unread.get(id);
    apart.add(line, { code: "marking", id: oneLine(id, 60) ?? "", ...(words !== undefined && { words: oneLine(words, 60) ?? "" }) });
  }
}

/** Why nothing of an object is taken although it may hold values. */
function leftOut(object: JsonObject, type: string | undefined, to: ReadonlySet<string>): NotTaken | undefined {
  if (trueAt(object, "revoked")) return "revoked-objects";
  if (type === "sighting") return "sightings";
  if (isBenign(object)) return "benign-objects";
  return to.has(textAt(object, "id") ?? "") ? "recipients-of-mails" : undefined;
}
/** What its maker holds for harmless (STIX 2.1, section 10.10; in STIX 2.0 a label), and nothing else. */
function isBenign(object: JsonObject): boolean {
  const types = [...textsAt(object, "indicator_types"), ...textsAt(object, "labels")].map((one) => one.toLowerCase());
  return types.includes("benign") && !types.some((one) => /malicious|compromised|attribution|anomalous/u.test(one));
}

/** Takes what was observed where the objects stand inside of it (STIX 2.0, part 2, section 2.6); in STIX 2.1 they stand beside it. */
function takeObserved({ gather, apart }: Into, line: number, object: JsonObject, around: Surroundings): void {
  const inside = Object.entries(objectAt(object, "objects") ?? {}).flatMap(([id, one]) => (isObject(one) ? [{ ...one, id }] : []));
  const to = recipients(inside);
  const facts = factsOf(object, around, tellMark(apart, line));
  for (const one of inside) {
    const type = oneLine(textAt(one, "type"), 60);
    const values = to.has(one.id) ? undefined : observableValues(one, gather.kinds);
    if (to.has(one.id)) apart.add(line, "recipients-of-mails");
    else if (values === undefined) apart.add(line, { code: "object-type", ...(type !== undefined && { type }) });
    else for (const { typed, kinds } of values) gather.value(line, typed, kinds, facts);
  }
}

/** Takes the values of one object; false for a type that holds none that we know. */
function takeObject({ gather, apart }: Into, line: number, object: JsonObject, around: Surroundings): boolean {
  const own = ownOf(object);
  const kind = own && gather.kinds.named(textAt(own, "kind"));
  const id = oneLine(textAt(object, "id"), 80);
  const unclear = (why: NotTaken): void => gather.unclear(line, { code: "object", object: line, ...(id !== undefined && { id }), why });
  const found = textAt(object, "type") === "indicator" ? indicatorValues(object, gather.kinds) : observed(object, gather.kinds);
  if (found === undefined) return false;
  if ("nothing" in found) {
    unclear(found.nothing);
    return true;
  }
  const { values, left } = found;
  const facts = factsOf(object, around, tellMark(apart, line));
  if (own && kind) {
    // an account's pattern names its service first
    const typed = textAt(own, "value") ?? values.at(-1)?.typed;
    if (typed !== undefined) gather.value(line, typed, [kind], facts);
    return true;
  }
  for (const why of left) unclear(why);
  for (const { typed, kinds: as } of values) gather.value(line, typed, as, facts);
  return true;
}

const observed = (object: JsonObject, kinds: Kinds): PatternValues | undefined => {
  const values = observableValues(object, kinds);
  return values && { values, left: [] };
};

/** What an indicator names, or why it names nothing. */
function indicatorValues(object: JsonObject, kinds: Kinds): PatternValues | { readonly nothing: NotTaken } {
  const pattern = textAt(object, "pattern") ?? "";
  const language = textAt(object, "pattern_type")?.toLowerCase() ?? "stix";
  const own = kinds.all.find(({ stix }) => stix.as === "language" && stix.language === language);
  if (own !== undefined) return { values: [{ typed: pattern, kinds: [own.name] }], left: [] };
  if (language !== "stix") return { nothing: { code: "pattern-language", language: oneLine(language, 40) ?? "" } };
  return patternValues(pattern, kinds) ?? { nothing: "no-pattern" };
}
