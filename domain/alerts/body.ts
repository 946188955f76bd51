import { type AlertContent, severities } from "#domain/alerts/alert.ts";

/** What is wrong with the body of a webhook; nothing of the body stands in it. */
export type BodyFault = "no-json" | "no-object" | "twice" | "field" | "severity" | "title" | "text" | "indicators";
export type Body = { readonly ok: true; readonly content: AlertContent } | { readonly ok: false; readonly fault: BodyFault };

const fields: ReadonlySet<string> = new Set(["severity", "title", "text", "indicators"]);
const longest = { title: 200, text: 4_000, indicator: 4_096 };
const mostIndicators = 100;

const no = (fault: BodyFault): Body => ({ ok: false, fault });
const textOf = (value: unknown, most: number): value is string => typeof value === "string" && value.length <= most;
const filled = (value: unknown, most: number): value is string => textOf(value, most) && value.trim() !== "";

/**
 * Reads the JSON of one alert: `{"severity","title","text"?,"indicators"?:[]}` and nothing beside it, so that a misspelt
 * field is told to the sender instead of being lost. Lengths are in UTF-16 units.
 */
export function readAlert(json: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return no("no-json");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return no("no-object");
  if (namesTwice(json)) return no("twice");
  const given = new Map<string, unknown>(Object.entries(value));
  for (const field of given.keys()) if (!fields.has(field)) return no("field");
  const severity = severities.find((one) => one === given.get("severity"));
  if (severity === undefined) return no("severity");
  const title = given.get("title");
  if (!filled(title, longest.title)) return no("title");
  // null is how many senders write that there is none
  const text = given.get("text") ?? undefined;
  if (text !== undefined && !textOf(text, longest.text)) return no("text");
  const list: unknown = given.get("indicators") ?? [];
  if (!Array.isArray(list) || list.length > mostIndicators) return no("indicators");
  const indicators = list.filter((one: unknown) => filled(one, longest.indicator));
  if (indicators.length < list.length) return no("indicators");
  return { ok: true, content: { severity, title, ...(text !== undefined && text.trim() !== "" && { text }), indicators } };
}

/** A text of JSON with the colon that makes it a name, or a sign that opens or closes. */
const piece = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/gu;

/** Whether valid JSON of an object names one of its own fields twice: of two, `JSON.parse` keeps the last, which may be the milder one. */
function namesTwice(json: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  for (const [found, quoted, colon] of json.matchAll(piece)) {
    if (found === "{" || found === "[") depth++;
    else if (found === "}" || found === "]") depth--;
    else if (depth === 1 && quoted !== undefined && colon !== undefined) {
      const name = String(JSON.parse(quoted));
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
