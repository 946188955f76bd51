import type { Found } from "#domain/extract/index.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import { fileEndings } from "#domain/kinds/checks/file-endings.ts";
import { endingOf } from "#domain/kinds/filename.ts";
import type { Result } from "#domain/primitives/result.ts";
import { unclear } from "./words.ts";

/** Words that go on with the sentence, so that they are no part of a name. */
const sentence =
  /^(?:and|or|then|with|to|as|is|was|were|are|the|a|an|in|on|at|of|from|which|that|by|for|via|using|folder|directory|key|value|where|when|after|before|has|have|it|this|if|but|not|into|under|so|also|we|they|drops?|dropped|runs?|ran|starts?|started|loads?|loaded|files?|named|called|found|saw|seen|see|malware|payload|dropper|loader)$/i;
const plainWord = /^[\p{L}\p{N}()&+_'-]+$/u;
const isEnded = (name: string): boolean => /\.[\w-]{1,18}$/u.test(name) && fileEndings.has(endingOf(name));

/**
 * The one name with blanks that a line is, or the question whether it is one; undefined for a line that is none. `whole` is the
 * line read as one value. Rules between kinds: where a path, a key, a mutex or a user agent ends, and what a file name in it means.
 */
export function readName(line: string, hits: readonly Found[], whole: Result<Indicator>): Result<Indicator> | undefined {
  const [first, ...others] = hits;
  if (first === undefined) return undefined;
  const before = line.slice(0, first.from).trim();
  if (first.kind === "filename" && others.length === 0) return fileName(line.trim(), before, first, whole);
  if (before !== "" && !/[:=]$/u.test(before)) return undefined;
  const tail = line.slice(first.to);
  const words = tail.trim().split(/\s+/u);
  if (tail.trim() === "" || !/^ \S/u.test(tail)) return undefined;
  const read = before === "" ? whole : parseIndicator(line.slice(first.from).trim());
  if (!read.ok || read.value.kind !== first.kind) return undefined;
  if (first.kind === "useragent") return words.every((word) => /\/|^\(|\)$/u.test(word)) ? read : undefined;
  const isFree = first.kind === "filepath" || first.kind === "regkey" || first.kind === "mutex";
  if (!isFree || others.some(({ kind }) => kind !== "filename") || (first.kind === "filepath" && isEnded(first.value))) return undefined;
  if (sentence.test(words[0] ?? "")) return undefined;
  const isName = words.length <= 5 && (words.every((word) => /^[\p{Lu}\p{N}(&+_{]/u.test(word)) || isEnded(words.at(-1) ?? ""));
  return isName ? read : unclear(line.slice(first.from).trim(), first.kind);
}

/** `night owl.exe`: a name of two words, or a word and a name. */
function fileName(line: string, before: string, { to }: Found, whole: Result<Indicator>): Result<Indicator> | undefined {
  const words = before.split(/\s+/u);
  const isWhole = whole.ok && whole.value.kind === "filename" && to >= line.length;
  if (before === "" || !isWhole || words.length > 4 || !words.every((word) => plainWord.test(word))) return undefined;
  return words.some((word) => sentence.test(word) || word.length > 24) ? undefined : unclear(line, "filename");
}
