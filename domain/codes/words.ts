/** A word and where it stands. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A key or a label letter by letter is no longer: `s h a r e s i l e n t`. */
const mostLetters = 16;
/** The words of a folded text, in small letters; what is written letter by letter (`t.l.p`, `s i l e n t`) is one if it is known. Linear. */
export function wordsIn(folded: string, isKnown: (text: string) => boolean): readonly Word[] {
  const words = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(
    ({ 0: text, index }): Word => ({ text: text.toLowerCase(), from: index, to: index + text.length }),
  );
  const found: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const one = spelled(lettersFrom(folded, words, at), isKnown);
    found.push(...(one ? [one.word] : words.slice(at, at + 1)));
    at += one ? one.letters - 1 : 0;
  }
  return found;
}

/** The longest word that these letters begin with and that is known. */
function spelled(
  letters: readonly Word[],
  isKnown: (text: string) => boolean,
): { readonly word: Word; readonly letters: number } | undefined {
  for (let length = letters.length; length > 2; length--) {
    const mine = letters.slice(0, length);
    const text = mine.map((word) => word.text).join("");
    const [first, last] = [mine[0], mine.at(-1)];
    if (first && last && isKnown(text)) return { word: { text, from: first.from, to: last.to }, letters: length };
  }
  return undefined;
}

/** The single letters that begin at a word, with one mark or two between them; none if there are only two. */
function lettersFrom(folded: string, words: readonly Word[], at: number): readonly Word[] {
  let end = at;
  while (end - at < mostLetters && isLetter(words[end]) && isLetter(words[end + 1])) {
    if (!isNear(folded.slice(words[end]?.to, words[end + 1]?.from))) break;
    end += 1;
  }
  return end - at < 2 ? [] : words.slice(at, end + 1);
}
const isLetter = (word: Word | undefined): boolean => word !== undefined && /^\p{L}$/u.test(word.text);
const isNear = (between: string): boolean => /^[^:=]{1,2}$/u.test(between);
