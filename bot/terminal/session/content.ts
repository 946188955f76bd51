import type { UserId } from "#domain/primitives/ids.ts";
import type { EncryptedFile } from "../../matrix/attachment.ts";
import { localName } from "./recovery.ts";

/** Where a message stands: in the thread of `root`, in answer to `answers`. */
export interface Place {
  readonly root: string;
  readonly answers: string;
}

const command = /^(?:\/|!)/u;
const relation = (place: Place | undefined) =>
  place && {
    "m.relates_to": {
      rel_type: "m.thread",
      event_id: place.root,
      is_falling_back: false,
      "m.in_reply_to": { event_id: place.answers },
    },
  };

/** A text as it is. Members whom it names by id or as `@anna` are called, but never by a command. */
export const textContent = (text: string, members: readonly UserId[], place?: Place): object => ({
  msgtype: "m.text",
  body: text,
  "m.mentions": mentions(command.test(text) ? [] : named(text, members)),
  ...relation(place),
});

/** A file that has been uploaded; its caption is where clients put it since client-server API 1.10. */
export const fileContent = (
  { name, size, file }: { readonly name: string; readonly size: number; readonly file: EncryptedFile },
  caption?: string,
  place?: Place,
): object => ({
  msgtype: "m.file",
  body: caption ?? name,
  filename: name,
  info: { size, mimetype: "application/octet-stream" },
  file,
  "m.mentions": {},
  ...relation(place),
});

const mentions = (users: readonly UserId[]) => (users.length === 0 ? {} : { user_ids: users });

function named(text: string, members: readonly UserId[]): readonly UserId[] {
  const words = new Set([...text.matchAll(/(?<![\p{L}\p{N}])@[^\s,;]+/gu)].map(([word]) => word.toLowerCase().replace(/[.:!?)]+$/u, "")));
  return members.filter((member) => words.has(member.toLowerCase()) || words.has(`@${localName(member).toLowerCase()}`));
}
