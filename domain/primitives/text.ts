import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

const control = /\p{Cc}/u;

/** So much of a text that is too long is repeated. */
const shownOfLong = 40;

/** One line of free text without control characters, 1 to `most` UTF-16 units. */
export const line = (argument: string, most: number): Reader<string> => ({
  expects: argument,
  verbatim: true,
  read: (typed) => {
    const text = typed.replaceAll("\t", " ").trim();
    if (text !== "" && text.length <= most && !control.test(text)) return ok(text);
    if (text === "") return fail({ code: "missing", argument });
    return fail({
      code: "no-line",
      typed: `"${typed.length > shownOfLong ? `${typed.slice(0, shownOfLong)}…` : typed}"`,
      argument,
      most,
    });
  },
});

const tagShape = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._/+-]{0,63}$/u;
const mostTags = 20;
const noTag = (typed: string) =>
  fail({ code: "unreadable", typed: `"${typed}"`, expected: "tag", write: { code: "write", forms: ["tag:c2"] } });

/** One tag, kept in lower case; a leading # is dropped. */
export const tag: Reader<string> = {
  expects: "word",
  verbatim: true,
  read: (typed) => {
    const word = typed.trim().replace(/^#/u, "").toLowerCase();
    return tagShape.test(word) ? ok(word) : noTag(typed);
  },
};

/** Tags, separated by commas, each once; at most 20. */
export const tags: Reader<readonly string[]> = {
  expects: "word,word",
  verbatim: true,
  read: (typed, now) => {
    const found = new Set<string>();
    for (const word of typed.split(",").filter((one) => one.trim() !== "")) {
      const read = tag.read(word, now);
      if (!read.ok) return read;
      found.add(read.value);
    }
    if (found.size === 0) return noTag(typed);
    return found.size > mostTags ? fail({ code: "too-many", most: mostTags }) : ok([...found]);
  },
};
