import { captionOf, isFileMessage } from "../matrix/file-content.ts";

/** What a decrypted event is to us. "edit": the text of an edit, which never runs. */
export type Taken =
  | { readonly take: "text"; readonly text: string }
  | { readonly take: "edit"; readonly text: string }
  | { readonly take: "ignore"; readonly reason: "own" | "not-a-message" | "notice" | "not-text" };

/**
 * Decides what a decrypted event is. The caption of a file counts as a text. Only `body` is read, never `formatted_body`. Relations travel in the clear, under the
 * server's control: they can turn a message into an edit that is refused, and nothing into a command.
 */
export function intake(event: { readonly type: string; readonly content: Readonly<Record<string, unknown>> }, own: boolean): Taken {
  if (own) return { take: "ignore", reason: "own" };
  if (event.type !== "m.room.message") return { take: "ignore", reason: "not-a-message" };
  if (event.content.msgtype === "m.notice") return { take: "ignore", reason: "notice" };
  const ofFile = isFileMessage(event.content);
  if (event.content.msgtype !== "m.text" && !ofFile) return { take: "ignore", reason: "not-text" };
  const textOf = (content: Readonly<Record<string, unknown>>) => (ofFile ? captionOf(content) : content.body);
  const edit = isRecord(event.content["m.relates_to"]) && event.content["m.relates_to"].rel_type === "m.replace";
  const replacement = isRecord(event.content["m.new_content"]) ? textOf(event.content["m.new_content"]) : undefined;
  const body = edit ? (replacement ?? textOf(event.content)) : textOf(event.content);
  if (typeof body !== "string") return { take: "ignore", reason: "not-text" };
  return {
    take: edit ? "edit" : "text",
    text: edit && replacement === undefined ? body.replace(/^\s*\* /u, "") : withoutReplyFallback(body),
  };
}

/** Older clients quote what they answer before an empty line (Matrix 1.13, removed "rich reply fallbacks"). */
function withoutReplyFallback(body: string): string {
  if (!/^> (?:\* )?</u.test(body)) return body;
  const lines = body.split("\n");
  const end = lines.findIndex((line) => !line.startsWith(">"));
  return end > 0 && lines[end] === "" ? lines.slice(end + 1).join("\n") : body;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
