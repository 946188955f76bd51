import type { JsonObject } from "#domain/import/json.ts";
import { type Element, elementsIn, textOf } from "#domain/import/xml/tree.ts";

/** What MISP writes as a list in JSON, and as elements of one name beside each other in XML. */
const lists: ReadonlySet<string> = new Set([
  "Attribute",
  "Object",
  "Tag",
  "ShadowAttribute",
  "Galaxy",
  "GalaxyCluster",
  "Event",
  "EventReport",
]);
/** What is a word for yes or no in JSON. */
const truths: ReadonlySet<string> = new Set(["to_ids", "deleted", "disable_correlation", "published"]);

/** MISP's XML as its JSON says the same; undefined for a root that is none of MISP's. */
export function mispJson(root: Element): unknown {
  const named = elementsIn(root).map(({ name }) => name);
  if (root.name === "Event") return named.some((name) => name === "info" || name === "uuid") ? { Event: objectOf(root) } : undefined;
  if (root.name !== "response") return undefined;
  if (named.includes("Event"))
    return { response: elementsIn(root).flatMap((one) => (one.name === "Event" ? [{ Event: objectOf(one) }] : [])) };
  return named.includes("Attribute") ? { response: objectOf(root) } : undefined;
}

function objectOf(element: Element): JsonObject {
  const single = new Map<string, unknown>();
  const several = new Map<string, unknown[]>();
  for (const one of elementsIn(element)) {
    const isEmpty = elementsIn(one).length === 0;
    if (!lists.has(one.name)) single.set(one.name, isEmpty ? scalarOf(one) : objectOf(one));
    else if (!isEmpty) {
      const list = several.get(one.name) ?? [];
      list.push(objectOf(one));
      several.set(one.name, list);
    }
  }
  return Object.fromEntries([...single, ...several]);
}

function scalarOf(element: Element): unknown {
  const text = textOf(element);
  return truths.has(element.name) ? /^(?:1|true)$/iu.test(text) : text;
}
