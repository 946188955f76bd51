import { type Failed, fail } from "#domain/primitives/result.ts";
import { clock, date, ianaZone, joining, onClock, weekday } from "#domain/time/written.ts";
import { isZoneName } from "#domain/time/zone.ts";
import { dated } from "./keys.ts";
import type { Option, Token, Word } from "./tokenize.ts";

/** What is behind the value of these is rather a part of it than of a text. */
const timed: ReadonlySet<string> = new Set([...dated, "slots", "tz", "dur"]);

/** Letters that name an offset. Of those that clocks change, none tells it (RFC 9636, section 3.1), so they are not read. */
const letters =
  "UTC|GMT|Z|[CEWM]ES?T|BST|IST|MSK|TRT|SAST|EAT|CAT|WAT|GST|PKT|ICT|WIB|SGT|HKT|JST|KST|NZ[SD]T|A[CEW][SD]T|[ECMPAHN][SD]T|AK[SD]T";
const zoned = new RegExp(`^(?:${letters})[.,;]*$`, "u");
/** Those that are no words, in any case. */
const zonedAnyhow = new RegExp(`^(?:c?est|cet|eest|eet|bst|msk|[pec]dt|pst|${onClock}|${ianaZone}|(?:UTC|GMT)[+-].*)[.,;]*$`, "iu");
/** `3pm`, `15`, `+02:00`, `Uhr`, `noon` */
const like =
  /^(?:[+-]?\d|[ap]\.?m\.?$|uhr|hrs?$|hours?$|min(?:ute)?s?$|o['’]clock|h$|noon|midday|midnight|mornings?$|afternoons?$|evenings?$|tonight|tomorrow|today|eob$|cob$|eod$|midi$|minuit$|matin$|soir$|mittags?$|abends?$|morgens?$|local$|until$|till?$)/iu;
/** Before a time: `at 15:00`, `à 15h`, `um 15 Uhr`, `kl. 15`, `- 11:00`, `and fri` */
const leading = new RegExp(
  `^(?:at|@|by|from|to|until|till|around|about|ca\\.?|à|a|de|um|ab|bis|gegen|om|vanaf|tot|rond|kl\\.?|klo|las|alle|dalle|ore|às|as|o|od|do|do\\.?|între|la|u|v|в|до|on|[-+&/]|${joining})$`,
  "iu",
);
/** Nobody writes such a thing by chance: another time or day. */
const moment = new RegExp(`^(?:${clock}|${date})`, "iu");
const dayName = new RegExp(`^${weekday}[.,;]?$`, "iu");

/**
 * What is left over behind a time, a length or a zone and would silently be lost or become part of the text beside it:
 * `due:2027-03-01 3pm`, `UTC+2`, `Europe/Paris`, `and 2027-03-02 14:00`, `à 15h`. Beside pasted values only what names a clock.
 */
export function leftOver(tokens: readonly Token[], beside: "text" | "values"): Failed | undefined {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "option" || !timed.has(token.key)) continue;
    const words = behind(tokens, index);
    const end = beside === "text" ? endOfTime(words) : words[0] && isZone(words[0]) ? 1 : 0;
    const last = words[end - 1];
    if (last === undefined) continue;
    const typed = [token.text, ...words.slice(0, end).map(({ text }) => text)].join(" ");
    return fail(
      { code: "unreadable", typed: `"${typed}"`, expected: expected(token), write: "time-in-text" },
      { ...token.at, to: last.at.to },
    );
  }
  return undefined;
}

const expected = ({ key }: Option) => (key === "tz" ? "time-zone" : key === "dur" ? "length" : "date");

/** The words behind an option, up to the next one, a quotation, or the end of its line. */
function behind(tokens: readonly Token[], index: number): readonly Word[] {
  const next = tokens.slice(index + 1);
  const end = next.findIndex((token) => token.kind === "option" || token.quoted || token.at.line !== tokens[index]?.at.line);
  return next.slice(0, end < 0 ? next.length : end).filter((token) => token.kind === "word");
}

/** How many of these words belong to the time before them. */
function endOfTime(words: readonly Word[]): number {
  const [first, second] = words;
  if (first === undefined) return 0;
  if (like.test(first.text) || isZone(first)) return 1;
  if (second && leading.test(first.text) && (like.test(second.text) || dayName.test(second.text) || isZone(second))) return 2;
  return words.findIndex(({ text }) => moment.test(text)) + 1;
}

const isZone = ({ text }: Word): boolean => zoned.test(text) || zonedAnyhow.test(text) || isZoneName(text.replace(/[.,;]+$/u, ""));
