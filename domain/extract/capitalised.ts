import { fileEndings, ratherFile } from "#domain/kinds/checks/file-endings.ts";
import { isVerdict } from "#domain/kinds/checks/verdicts.ts";
import { domain } from "#domain/kinds/domain.ts";
import { endingOf } from "#domain/kinds/filename.ts";

/** A word that may be a host, and what stands where in UTF-16 units. */
export interface Capitalised {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** Words that all begin with a capital and are joined by dots: of two sentences without a blank the first one ends in small letters. */
const word =
  /(?<![\p{L}\p{N}._$@#%&=:/\\-])[A-Z][a-z\d]{1,62}(?:-[A-Za-z\d]{1,62}){0,4}(?:\.[A-Z][a-z\d]{1,62}(?:-[A-Za-z\d]{1,62}){0,4}){1,4}(?![\p{L}\p{N}_(@=/\\-]|\.[\p{L}\p{N}])/gu;

/** What reads as a host by itself and may be a name in source text as well, so that `extract` leaves it. Time is linear. */
export function* capitalisedHosts(text: string): Generator<Capitalised> {
  for (const { 0: found, index } of text.matchAll(word)) {
    const ending = endingOf(found);
    if (fileEndings.has(ending) || ratherFile.has(ending) || isVerdict(found) || domain.canonicalise(found) === undefined) continue;
    yield { word: found, from: index, to: index + found.length };
  }
}
