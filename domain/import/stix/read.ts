import { raise } from "#domain/codes/markings.ts";
import { type Gathering, gathering } from "#domain/import/gather.ts";
import { isObject, type JsonObject, listAt, textAt, trueAt } from "#domain/import/json.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import type { Reading } from "#domain/import/reading.ts";
import { factsOf, objectsOf, ownOf, type Surroundings, surroundings } from "#domain/import/stix/facts.ts";
import { markIds } from "#domain/import/stix/marks.ts";
import { observableValues, recipients } from "#domain/import/stix/observables.ts";
import { type PatternValues, patternValues } from "#domain/import/stix/values.ts";
import { tally } from "#domain/import/tally.ts";
import { oneLine } from "#domain/import/words.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Objects that say something about others, or nothing to log. */
const silent = new Set(
  "identity marking-definition extension-definition relationship language-content report grouping note opinion observed-data sighting".split(
    " ",
  ),
);

/** Reads a STIX 2.1 bundle (OASIS Standard, section 8); `line` of a row is the number of its object. */
export function readStix(bundle: JsonObject, kinds: Kinds): Reading {
  const gather = gathering("stix", kinds);
  const list = listAt(bundle, "objects");
  const objects = objectsOf(list);
  const around = surroundings(objects);
  const to = recipients(objects);
  for (const id of markIds(bundle)) raise(gather.marks, around.marks.get(id) ?? {});
  const apart = tally();
  for (const [at, object] of list.entries()) {
    const line = at + 1;
    if (!isObject(object)) {
      gather.unclear(line, { code: "no-object", object: line });
      continue;
    }
    const type = oneLine(textAt(object, "type"), 60);
    for (const id of markIds(object)) if (!around.marks.has(id)) apart.add(line, { code: "marking", id: oneLine(id, 60) ?? "" });
    if (type !== undefined && silent.has(type)) continue;
    if (trueAt(object, "revoked")) apart.add(line, "revoked-objects");
    else if (to.has(textAt(object, "id") ?? "")) apart.add(line, "recipients-of-mails");
    else if (!takeObject(gather, line, object, around)) apart.add(line, { code: "object-type", ...(type !== undefined && { type }) });
  }
  apart.tell(gather);
  return gather.reading();
}

/** Takes the values of one object; false for a type that holds none that we know. */
function takeObject(gather: Gathering, line: number, object: JsonObject, around: Surroundings): boolean {
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
  const facts = factsOf(object, around);
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
