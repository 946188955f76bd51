/** A mention as some clients write it into the plain body: a Markdown link, whose text may hold blanks and escaped brackets. */
export const pill = /\[(?:\\.|[^\]\\\n]){0,200}\]\(<?https:\/\/matrix\.to\/#\/[^)\s]{1,600}\)/iuy;

const timeOfDay = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:\d\d))?(?=[\s,;]|$)`;
const moment = String.raw`(?:\d{4}-\d\d-\d\d|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)(?:T|\s+)\d{1,2}:\d\d[^\s,;]*(?:\s(?:Z|UTC|GMT)(?=[\s,;]|$))?`;
const joint = String.raw`(?:\s{0,3}[+,;&/|]\s{0,3}|\s{1,3}(?:and|und|et|en|och|oraz|y|e|i)\s{1,3}|\s{1,3})`;
const dated = new RegExp(String.raw`[^\s:]+\s+${timeOfDay}`, "iuy");

/**
 * How far the value of an option goes where it is more than one word, by its key; what is no such thing is one word. Asked of
 * the folded line, right behind the colon and the blanks there.
 */
export const extents: ReadonlyMap<string, RegExp> = new Map([
  ["tlp", /amber\s{0,3}[^\sa-z\d]{0,2}\s{0,3}strict(?![\w-]|\.\w)/iuy],
  ["h", new RegExp(String.raw`h[0-3](?:${joint}h[0-3](?![\w.-]))+`, "iuy")],
  ["only", new RegExp(String.raw`[a-z]{2}(?:${joint}[a-z]{2}(?![\w.]|\s*:))+`, "iuy")],
  ...["due", "until", "seen", "since", "exp", "when", "away"].map((key) => [key, dated] as const),
  // several dates with their times belong together without quotation marks: what is left over would become part of a title
  ["slots", new RegExp(`${moment}(?:[\\s,;]+${moment})*[,;]?`, "iuy")],
]);
