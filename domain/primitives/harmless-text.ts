/** In these a joiner, or what parts two letters, is spelling. */
const joining = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}]`;
/** What does not show and yet belongs there: of a pictograph its variation, between two what makes them one, and between such letters. */
const needed = [
  String.raw`(?<=\p{Extended_Pictographic})\ufe0f`,
  String.raw`(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=${joining})[\u200c\u200d](?=${joining})`,
].join("|");
/** Controls, bidirectional and zero-width characters, line separators. */
const hidden = new RegExp(String.raw`(?!${needed})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`, "gu");

/**
 * Text of others as one harmless line: what does not show is written as `\u{202e}`, and `@room` is broken (`[@]room`).
 * Markup is not escaped here, that is the builder's part.
 */
export const showText = (text: string): string =>
  text
    .toWellFormed()
    .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/@(?=room)/giu, "[@]");

const run = /[\p{L}\p{M}\p{N}_.-]+/gu;
const name = /[^.]\.+\p{L}[\p{L}\p{M}\p{N}-]+\.*$/u;
const address = /\d\.\d+\.\d+\.\d/u;

/** Whether clients would take the end of this for a name under a top-level domain, known or not. */
export const endsInName = (text: string): boolean => name.test(text);

/** `showText`, and everything in it that a client would turn into a link is broken: URLs, names with dots, mail and IPv4 addresses. Linear. */
export const defangText = (text: string): string =>
  showText(text)
    .replace(run, (word) => (name.test(word) || address.test(word) ? word.replace(/\.(?=.)/gu, "[.]") : word))
    .replace(/(?<!\[)@(?=[\p{L}\p{N}_[])/gu, "[@]")
    .replaceAll("://", "[://]");
