import { type Marks, raise, unmark } from "#domain/codes/markings.ts";
import { gathering } from "#domain/import/gather.ts";
import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt, trueAt } from "#domain/import/json.ts";
import { attributeFacts, isOwn, isUncorrelated, tagNames } from "#domain/import/misp/facts.ts";
import type { Reading } from "#domain/import/reading.ts";
import { type Into, tally, tellMark } from "#domain/import/tally.ts";
import { isContext, isRecipient, kindsNamed, parts } from "#domain/import/type-names.ts";
import { oneLine, tagsOf } from "#domain/import/words.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** The events of a file of the MISP core format: one, a list, a server's answer, or a feed's. Undefined for anything else. */
export function mispEvents(value: unknown): readonly JsonObject[] | undefined {
  const list = isObject(value) && Array.isArray(value.response) ? value.response : Array.isArray(value) ? value : [value];
  const response = isObject(value) ? objectAt(value, "response") : undefined;
  const found = attributesIn(response ?? value);
  if (found !== undefined) return found;
  const events = (response ? [response] : list).map((one) => (isObject(one) ? (objectAt(one, "Event") ?? one) : undefined));
  const isEvent = (one: JsonObject | undefined): one is JsonObject =>
    one !== undefined && (Array.isArray(one.Attribute) || Array.isArray(one.Object)) && (one.info !== undefined || one.uuid !== undefined);
  return events.length > 0 && events.every(isEvent) ? events : undefined;
}

/** What a search for attributes answers: each names its event, of which it says less than the event itself would. */
function attributesIn(answer: unknown): readonly JsonObject[] | undefined {
  const list = isObject(answer) && answer.info === undefined && answer.uuid === undefined ? listAt(answer, "Attribute") : [];
  if (list.length === 0) return undefined;
  return list.map((one) => ({ ...(isObject(one) ? objectAt(one, "Event") : undefined), Attribute: [one] }));
}

/** Reads events of MISP (core format); `line` of a row is the number of its attribute over the whole file. */
export function readMisp(events: readonly JsonObject[], kinds: Kinds): Reading {
  const gather = gathering("misp", kinds);
  const apart = tally();
  let line = 0;
  for (const event of events) {
    const tags = tagsOf(tagNames(event), gather.marks, tellMark(apart, line + 1));
    const title: Marks = {};
    unmark(textAt(event, "info") ?? "", title);
    const source = textAt(objectAt(event, "Orgc") ?? {}, "name");
    const groups = [
      { list: listAt(event, "Attribute"), comment: undefined, object: undefined },
      ...objectsAt(event, "Object").map(ofObject),
    ];
    for (const { list, comment, object } of groups)
      for (const attribute of list) {
        line += 1;
        if (isObject(attribute)) takeAttribute({ gather, apart }, line, attribute, { tags, title, source, comment, object });
        else gather.unclear(line, "damaged-attribute");
      }
  }
  apart.tell(gather);
  return gather.reading();
}

const ofObject = (object: JsonObject) => ({
  object: textAt(object, "name"),
  list: trueAt(object, "deleted") ? [] : listAt(object, "Attribute"),
  comment: textAt(object, "comment") || undefined,
});

interface Around {
  readonly tags: readonly string[];
  /** What the event's title says; our own attributes say more exactly what holds for them. */
  readonly title: Marks;
  readonly source: string | undefined;
  readonly comment: string | undefined;
  /** The name of the object that the attribute is of. */
  readonly object: string | undefined;
}

function takeAttribute({ gather, apart }: Into, line: number, attribute: JsonObject, around: Around): void {
  if (trueAt(attribute, "deleted")) {
    apart.add(line, "deleted-attributes");
    return;
  }
  const own = isOwn(attribute);
  const type = textAt(attribute, "type") ?? "";
  if (!own && isRecipient({ type, relation: textAt(attribute, "object_relation"), object: around.object })) {
    apart.add(line, "recipients-of-mails");
    return;
  }
  if (!own) raise(gather.marks, around.title);
  if (!own && isUncorrelated(attribute)) apart.add(line, "uncorrelated");
  const facts = attributeFacts(attribute, own, { ...around, tell: tellMark(apart, line) });
  const value = textAt(attribute, "value") ?? "";
  const ownKind = gather.kinds.named(facts.kind);
  if (ownKind !== undefined) {
    gather.value(line, value, [ownKind], facts.particulars);
    return;
  }
  for (const [name, typed] of parts(type, value) ?? [[type, value] as const]) {
    const as = isContext(name) ? undefined : kindsNamed(name, gather.kinds);
    const shown = oneLine(name, 40);
    if (as === undefined) apart.add(line, { code: "attribute-type", ...(shown !== undefined && { type: shown }) });
    else gather.value(line, /^AS$/iu.test(name) && /^\d{1,10}$/u.test(typed.trim()) ? `AS${typed.trim()}` : typed, as, facts.particulars);
  }
}
