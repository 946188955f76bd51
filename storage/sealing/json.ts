import { canonicalJson } from "#domain/primitives/canonical-json.ts";

const dateKey = "$date";

function tag(this: unknown, key: string, value: unknown): unknown {
  // JSON.stringify has called Date.toJSON before the replacer: the original is only in the holder
  const original = (this as Readonly<Record<string, unknown>>)[key];
  if (original instanceof Date) return { [dateKey]: original.toISOString() };
  if (typeof value === "object" && value !== null && dateKey in value) throw new TypeError("a key of this name would be read as a date");
  return value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(dateKey in value)) return value;
  return typeof value[dateKey] === "string" ? new Date(value[dateKey]) : value;
}

/** JSON (RFC 8259) in which a Date is an object with the one key `$date`. What is undefined is left out. Throws on invalid dates. */
export const encodeJson = (value: unknown): string => JSON.stringify({ value }, tag);

/** The inverse of `encodeJson`; the caller says what was put in. */
export const decodeJson = <T>(text: string): T =>
  // only text of encodeJson comes here, and only this program could have written it
  (JSON.parse(text, revive) as { readonly value: T }).value;

/** Like `encodeJson`, but equal content gives equal text. */
export const canonicalText = (value: unknown): string => canonicalJson(JSON.parse(encodeJson(value)));
