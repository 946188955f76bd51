import { type JsonObject, listAt, objectAt, objectsAt, scalarAt, textAt } from "#domain/import/json.ts";
import { hashNamed, namedAt, typedAs } from "#domain/import/stix/paths.ts";
import type { PatternValue } from "#domain/import/stix/values.ts";

/** Properties that hold the value of an observable, by its type (STIX 2.1, section 6). */
const properties: ReadonlyMap<string, readonly string[]> = new Map(
  [
    "ipv4-addr value",
    "ipv6-addr value",
    "domain-name value",
    "url value",
    "email-addr value",
    "mac-addr value",
    "phone-number value",
    "hostname value",
    "text value",
    "x-opencti-hostname value",
    "user-agent value",
    "x-opencti-user-agent value",
    "cryptocurrency-wallet value address",
    "x-opencti-cryptocurrency-wallet value",
    "cryptographic-key value",
    "analytics-id value",
    "mutex name",
    "windows-registry-key key",
    "autonomous-system number",
    "directory path",
    "bank-account iban bic",
    "payment-card card_number",
    "tls-fingerprint ja3 jarm",
    "file name",
  ].map((line) => {
    const [type = "", ...names] = line.split(" ");
    return [type, names];
  }),
);
const hashed = new Set(["file", "artifact", "x509-certificate"]);
const accounts: ReadonlyMap<string, "telegram" | "twitter" | "discord" | "icq" | "matrix" | "xmpp"> = new Map([
  ["telegram", "telegram"],
  ["twitter", "twitter"],
  ["discord", "discord"],
  ["icq", "icq"],
  ["matrix", "matrix"],
  ["jabber", "xmpp"],
  ["xmpp", "xmpp"],
]);

/** The values that an observable holds; undefined for a type that holds none that we know. */
export function observableValues(object: JsonObject): readonly PatternValue[] | undefined {
  const type = textAt(object, "type") ?? "";
  if (type === "attack-pattern" || type === "course-of-action") return referenced(object, "mitre", ["attack"]);
  if (type === "vulnerability") {
    const ids = referenced(object, "cve", ["cve"]);
    return ids.length > 0 ? ids : [{ typed: textAt(object, "name") ?? "", kinds: ["cve"] }];
  }
  if (type === "user-account") return account(object);
  const names = properties.get(type);
  if (names === undefined && !hashed.has(type)) return undefined;
  const values = (names ?? []).flatMap((name) => {
    const typed = scalarAt(object, name);
    const kinds = namedAt([type, name]) ?? "any";
    return typed === undefined ? [] : [{ typed: typedAs(kinds, typed), kinds: kinds === "any" ? undefined : kinds }];
  });
  return hashed.has(type) ? [...hashesOf(object), ...values] : values;
}

function hashesOf(object: JsonObject): readonly PatternValue[] {
  return Object.entries(objectAt(object, "hashes") ?? {}).flatMap(([algorithm, value]) => {
    const kind = hashNamed(algorithm);
    return kind === undefined || typeof value !== "string" ? [] : [{ typed: value, kinds: [kind] }];
  });
}

function account(object: JsonObject): readonly PatternValue[] {
  const typed = textAt(object, "account_login") ?? textAt(object, "user_id");
  const kind = accounts.get(textAt(object, "account_type")?.toLowerCase() ?? "") ?? "handle";
  return typed === undefined ? [] : [{ typed, kinds: [kind] }];
}

function referenced(object: JsonObject, source: string, kinds: NonNullable<PatternValue["kinds"]>): readonly PatternValue[] {
  return objectsAt(object, "external_references").flatMap((one) => {
    const typed = textAt(one, "external_id");
    return typed !== undefined && textAt(one, "source_name")?.toLowerCase().startsWith(source) ? [{ typed, kinds }] : [];
  });
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
