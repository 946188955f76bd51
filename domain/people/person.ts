import { linkedUser, markdownLink } from "#domain/people/link.ts";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

/** A person as typed: a full Matrix id, or a name to be looked up in the roster. */
export type Person = { readonly typed: string; readonly userId: UserId } | { readonly typed: string; readonly name: string };

const link = new RegExp(`^${markdownLink}$`, "u");
const nameShape = /^@?([\p{L}\p{N}][\p{L}\p{M}\p{N} ._=+'’/-]{0,199})$/u;

/** A mention (its text or its link), a full Matrix id, or `@name`. Whether the person exists is for the roster to say. */
export const person: Reader<Person> = {
  expects: "@name|@name:server",
  verbatim: true,
  people: "one",
  read: (text) => {
    const typed = text.replace(/[\s,;:]+$/u, "");
    const full = userId(typed) ?? linkedUser(link.exec(typed)?.[2] ?? typed);
    if (full) return ok({ typed, userId: full });
    const name = nameShape.exec(typed)?.[1];
    if (name !== undefined) return ok({ typed, name });
    return fail({ code: "unreadable", typed: `"${text}"`, expected: "person", write: "person" });
  },
};
