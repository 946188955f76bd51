import type { Mentions } from "#domain/people/mentions.ts";
import { pillsIn } from "#domain/people/pills.ts";
import { userId } from "#domain/primitives/ids.ts";

type Content = Readonly<Record<string, unknown>>;

/** More people nobody mentions at once. */
const most = 100;
/** No body is longer (an event holds 64 KB). */
const longestHtml = 65_536;

/**
 * Whom a decrypted message mentions: `m.mentions` (client-server API 1.7, "User and room mentions"), and the links to users
 * with their labels in `formatted_body`, of which nothing else is read. Whom an older client quotes above a reply is not mentioned.
 */
export function mentionsOf(content: Content): Mentions {
  const { format, formatted_body: html } = content;
  const listed = isRecord(content["m.mentions"]) ? content["m.mentions"].user_ids : undefined;
  const users = (Array.isArray(listed) ? listed : [])
    .slice(0, most)
    .flatMap((one: unknown) => (typeof one === "string" ? [userId(one)] : []))
    .filter((one) => one !== undefined);
  return {
    users: [...new Set(users)],
    pills: format === "org.matrix.custom.html" && typeof html === "string" && html.length <= longestHtml ? pillsIn(html) : [],
  };
}

const isRecord = (value: unknown): value is Content => typeof value === "object" && value !== null;
