import type { Indicator } from "#domain/indicators/indicator.ts";
import { readDomain } from "#domain/kinds/domain.ts";

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

const dots = (text: string): string => text.replaceAll(".", "[.]");
const run = /[\p{L}\p{M}\p{N}_.-]+/gu;
const name = /[^.]\.+\p{L}[\p{L}\p{M}\p{N}-]+\.*$/u;
const address = /\d\.\d+\.\d+\.\d/u;

/** `showText`, and everything in it that a client would turn into a link is broken: URLs, names with dots, mail and IPv4 addresses. Linear. */
export const defangText = (text: string): string =>
  showText(text)
    .replace(run, (word) => (name.test(word) || address.test(word) ? word.replace(/\.(?=.)/gu, "[.]") : word))
    .replace(/(?<!\[)@(?=[\p{L}\p{N}_[])/gu, "[@]")
    .replaceAll("://", "[://]");

/** The first colon of `::`, else the last one. */
const colon = (text: string): string => (text.includes("::") ? text.replace("::", "[:]:") : text.replace(/:(?=[^:]*$)/u, "[:]"));

const parts = /^([^:]+):\/\/([^/]*)(.*)$/u;
const schemes: ReadonlyMap<string, string> = new Map([
  ["http", "hxxp://"],
  ["https", "hxxps://"],
  ["ftp", "fxp://"],
  ["ftps", "fxps://"],
]);

function defangUrl(value: string): string {
  const [, scheme = "", authority = "", tail = ""] = parts.exec(value) ?? [];
  const begin = schemes.get(scheme) ?? `${scheme}[://]`;
  const place = colon6(dots(authority));
  return (
    begin +
    place +
    tail
      .replace(/\.(?=[\p{L}\p{N}])/gu, "[.]")
      .replaceAll("@", "[@]")
      .replaceAll("://", "[://]")
  );
}
/** The colons of an IPv6 host; others stand before a password or a port. */
const colon6 = (place: string): string => place.replace(/\[[\da-f:]+\](?=$|:\d+$)/u, colon);

/**
 * How a view shows an indicator: no client makes a link of it, and it can be typed back as it is shown (except a text,
 * which is kept as typed and so is never refanged).
 */
export function defang({ kind, value }: Indicator): string {
  switch (kind) {
    case "ipv4":
    case "ipv4-cidr":
    case "domain":
      return dots(value);
    case "ipv6":
    case "ipv6-cidr":
      return colon(value);
    case "url":
      return showText(defangUrl(value));
    case "email":
    case "xmpp":
      return dots(value).replace(/@(?=[^@]*$)/u, "[@]");
    case "filename":
      // clients make links of names under a top-level domain
      return name.test(value) && readDomain(value) !== undefined ? dots(value) : showText(value);
    case "filepath":
    case "regkey":
    case "mutex":
    case "useragent":
    case "matrix":
    case "yara":
    case "text":
      return defangText(value);
    default:
      return value;
  }
}
