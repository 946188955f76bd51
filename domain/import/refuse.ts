import type { Advice } from "#domain/primitives/advice.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";

const shown = (name: string): string => (name.length <= 80 ? name : `${name.slice(0, 80).toWellFormed()}…`);

/** A file that cannot be read; `advice` is what to do instead. */
export const refuse = (name: string, advice: Advice, expected: "file" | "table" = "file"): Failed =>
  fail({ code: "unreadable", typed: shown(name === "" ? "the file" : name), expected, write: advice });
