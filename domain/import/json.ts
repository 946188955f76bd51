/** An object as JSON has it; nothing of it is assigned to by name. */
export type JsonObject = { readonly [key: string]: unknown };

const deepest = 200;
const mostNodes = 2_000_000;

export const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (from: JsonObject, key: string): unknown => (Object.hasOwn(from, key) ? from[key] : undefined);

/** The text under a key, if it is one. */
export function textAt(from: JsonObject, key: string): string | undefined {
  const value = own(from, key);
  return typeof value === "string" ? value : undefined;
}
/** The text or number under a key as text, if it is one. */
export function scalarAt(from: JsonObject, key: string): string | undefined {
  const value = own(from, key);
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : undefined;
}
/** Whether there is `true` (or what MISP writes for it) under a key. */
export function trueAt(from: JsonObject, key: string): boolean {
  const value = own(from, key);
  return value === true || value === 1 || value === "1";
}
/** The list under a key; empty if there is none. */
export function listAt(from: JsonObject, key: string): readonly unknown[] {
  const value = own(from, key);
  return Array.isArray(value) ? value : [];
}
/** The object under a key; undefined if there is none. */
export function objectAt(from: JsonObject, key: string): JsonObject | undefined {
  const value = own(from, key);
  return isObject(value) ? value : undefined;
}
/** The objects in the list under a key. */
export const objectsAt = (from: JsonObject, key: string): readonly JsonObject[] => listAt(from, key).filter(isObject);
/** The texts in the list under a key. */
export const textsAt = (from: JsonObject, key: string): readonly string[] => listAt(from, key).filter((one) => typeof one === "string");

/** Whether a text nests no deeper and holds no more things than a program may be asked to build; one pass. */
function bounded(text: string): boolean {
  let depth = 0;
  let nodes = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      nodes += 1;
      if (depth > deepest || nodes > mostNodes) return false;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return true;
}

/** What a text says in JSON: its value, `"broken"`, or `"too-much"` for one that nests or holds more than we build. */
export function readJson(text: string): { readonly value: unknown } | "broken" | "too-much" {
  if (!bounded(text)) return "too-much";
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return "broken";
  }
}
