import { Refusal } from "../refusal.ts";

/** An answer of the sandbox homeserver: the fields that were there, unread. */
export type Answer = Readonly<Record<string, unknown>>;

interface Request {
  readonly body?: object | undefined;
  readonly token?: string | undefined;
  /** A refusal that counts as an empty answer. */
  readonly accept?: string;
}

/** One request to the sandbox homeserver, past the bot's client, which stands above this layer; `path` is the part after `/_matrix/client/v3`. */
export async function callHomeserver(
  url: string,
  method: "GET" | "POST",
  path: string,
  { body, token, accept }: Request = {},
): Promise<Answer> {
  const answer = await fetch(`${url}/_matrix/client/v3${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const content: unknown = await answer.json();
  const fields: Answer = typeof content === "object" && content !== null ? { ...content } : {};
  if (answer.ok) return fields;
  if (accept !== undefined && fields.errcode === accept) return {};
  throw new Refusal(
    `The sandbox homeserver refused ${path.split("?")[0]} (${answer.status} ${text(fields, "errcode", "unknown")}); remove the data folder to begin again.`,
  );
}

/** A text field of an answer. */
export function text(answer: Answer, field: string, otherwise?: string): string {
  const value = answer[field];
  if (typeof value === "string") return value;
  if (otherwise !== undefined) return otherwise;
  throw new Refusal(`The sandbox homeserver left out ${field}; remove the data folder to begin again.`);
}
