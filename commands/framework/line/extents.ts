import { clock, date, joining, onClock, untilClock, weekday } from "#domain/time/written.ts";

/** A mention as some clients write it into the plain body: a Markdown link, whose text may hold blanks and escaped brackets. */
export const pill = /\[(?:\\.|[^\]\\\n]){0,200}\]\(<?https:\/\/matrix\.to\/#\/[^)\s]{1,600}\)/iuy;

const end = String.raw`(?=[\s,;]|$)`;
/** Also a range, for the reader to refuse. */
const timeOfDay = String.raw`${clock}(?:${untilClock}|\s?${onClock}|h)?${end}`;
const moment = String.raw`(?:${date}|${weekday})(?:T|\s+)${clock}[^\s,;]*(?:${untilClock}|\s${onClock}${end})?`;
const [hours, minutes] = ["h(?:ours?|rs?)?", "m(?:in(?:ute)?s?)?"];
const length = String.raw`(?:\d{1,2}\s?${hours}(?:\s?\d{1,4}\s?${minutes}|\d{1,2})?|\d{1,4}\s?${minutes})${end}`;
const joint = String.raw`(?:\s{0,3}[+,;&/|]\s{0,3}|\s{1,3}(?:and|und|et|en|och|oraz|y|e|i)\s{1,3}|\s{1,3})`;
/** The same without blanks alone: what is no code behind it is for the reader to refuse. */
const bound = String.raw`\s{0,3}[+,;&/|]\s{0,3}`;
const dated = new RegExp(String.raw`[^\s:]+\s+${timeOfDay}`, "iuy");

/**
 * How far the value of an option goes where it is more than one word, by its key; what is no such thing is one word. Asked of
 * the folded line, right behind the colon and the blanks there.
 */
export const extents: ReadonlyMap<string, RegExp> = new Map([
  ["tlp", /amber\s{0,3}[^\sa-z\d]{0,2}\s{0,3}strict(?!\w|[.-]\w)/iuy],
  ["h", new RegExp(String.raw`h[0-3](?:${joint}h[0-3](?!\w|[.-]\w)|${bound}[0-3](?!\w|[.-]\w))+`, "iuy")],
  ["only", new RegExp(String.raw`[a-z]{2}(?:${joint}[a-z]{2}(?!\w|[.-]\w|\s*:))+`, "iuy")],
  ...["due", "until", "seen", "since", "exp", "when", "away"].map((key) => [key, dated] as const),
  // several dates with their times belong together without quotation marks: what is left over would become part of a title
  ["slots", new RegExp(String.raw`${moment}(?:[\s,;]+(?:${joining}\s+)?${moment})*[,;]?`, "iuy")],
  ["dur", new RegExp(length, "iuy")],
]);
