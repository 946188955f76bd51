import { type Failed, fail } from "#domain/primitives/result.ts";

const shown = (name: string): string => (name.length <= 80 ? name : `${name.slice(0, 80).toWellFormed()}…`);

/** A file that cannot be read; `advice` is a sentence with what to do instead. */
export const refuse = (name: string, advice: string, expected = "a file that can be imported"): Failed =>
  fail({ code: "unreadable", typed: shown(name === "" ? "the file" : name), expected, write: advice });
