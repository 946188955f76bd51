/** Controls, bidirectional and zero-width characters, line separators; a variation selector after a pictograph is what emoji need. */
const hidden = /(?!(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

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
