import { type JsonObject, listAt, objectAt, objectsAt, scalarAt, textAt } from "#domain/import/json.ts";
import { accountOf, hashNamed, namedAt, propertiesOf, typedAs } from "#domain/import/stix/paths.ts";
import type { PatternValue } from "#domain/import/stix/values.ts";
import { type Kind, type Kinds, known } from "#domain/kinds/index.ts";
import type { StixObject } from "#domain/kinds/traits/stix.ts";

const hashed = new Set(["file", "artifact", "x509-certificate"]);

/** The values that an observable holds; undefined for a type that holds none that we know. */
export function observableValues(object: JsonObject, kinds: Kinds = known): readonly PatternValue[] | undefined {
  const type = textAt(object, "type") ?? "";
  for (const { name, stix } of kinds.all) if (stix.as === "object" && stix.types.includes(type)) return referenced(object, name, stix);
  if (type === "user-account") return account(object, kinds);
  const names = propertiesOf(type, kinds);
  if (names === undefined && !hashed.has(type)) return undefined;
  const values = (names ?? []).flatMap((name) => {
    const typed = scalarAt(object, name);
    const named = namedAt([type, name], kinds) ?? "any";
    return typed === undefined ? [] : [{ typed: typedAs(named, typed, kinds), kinds: named === "any" ? undefined : named }];
  });
  return hashed.has(type) ? [...hashesOf(object, kinds), ...values] : values;
}

function hashesOf(object: JsonObject, kinds: Kinds): readonly PatternValue[] {
  return Object.entries(objectAt(object, "hashes") ?? {}).flatMap(([algorithm, value]) => {
    const kind = hashNamed(algorithm, kinds);
    return kind === undefined || typeof value !== "string" ? [] : [{ typed: value, kinds: [kind] }];
  });
}

function account(object: JsonObject, kinds: Kinds): readonly PatternValue[] {
  const typed = textAt(object, "account_login") ?? textAt(object, "user_id");
  const kind = accountOf(textAt(object, "account_type")?.toLowerCase(), kinds);
  const named = kind === undefined ? namedAt(["user-account", "account_login"], kinds) : [kind];
  return typed === undefined || named === undefined ? [] : [{ typed, kinds: named === "any" ? undefined : named }];
}

function referenced(object: JsonObject, kind: Kind, { sources, named }: StixObject): readonly PatternValue[] {
  const found = objectsAt(object, "external_references").flatMap((one) => {
    const typed = textAt(one, "external_id");
    return typed !== undefined && textAt(one, "source_name")?.toLowerCase().startsWith(sources) ? [{ typed, kinds: [kind] }] : [];
  });
  return found.length === 0 && named ? [{ typed: textAt(object, "name") ?? "", kinds: [kind] }] : found;
}

/** Ids of the addresses that mails of a bundle went to: mostly victims and colleagues. */
export function recipients(objects: readonly JsonObject[]): ReadonlySet<string> {
  const to = new Set<string>();
  const from = new Set<string>();
  for (const object of objects) {
    if (textAt(object, "type") !== "email-message") continue;
    for (const list of ["to_refs", "cc_refs", "bcc_refs"]) for (const id of listAt(object, list)) if (typeof id === "string") to.add(id);
    for (const name of ["from_ref", "sender_ref"]) from.add(textAt(object, name) ?? "");
  }
  for (const id of from) to.delete(id);
  return to;
}
