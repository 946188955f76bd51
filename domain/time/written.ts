/** How people write times and zones, as sources of regular expressions (flags `iu`), for whoever looks for them in a line. */

/** The hyphen of ISO 8601, and what keyboards make of it. */
const hyphen = String.raw`-\u2010-\u2015\u2212`;
/** `9:00`, `15:00`, `15:00:30`, `15:00:30.250` */
export const clock = String.raw`\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?`;
/** `2026-03-02` */
export const date = String.raw`\d{4}[${hyphen}]\d\d[${hyphen}]\d\d`;
/** `fri`, `Friday`, `tomorrow`: no other word that begins so. */
export const weekday =
  "(?:today|tomorrow|sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?)";
const area = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US";
/** `Europe/Paris` */
export const ianaZone = String.raw`(?:${area})\/[\w+-]+(?:\/[\w+-]+)?`;
/** `Z`, `UTC`, `UTC+2`, `GMT-05:30`, `+02:00`, `Europe/Paris`: on which clock a time is. */
export const onClock = String.raw`(?:Z|(?:UTC|GMT)(?:\s?[+${hyphen}]\s?\d{1,2}(?::?\d\d)?)?|[+${hyphen}]\d\d:?\d\d|${ianaZone})`;
/** `-11:00`, `–11:00`, ` - 11:00`: behind a time, the end of a range. */
export const untilClock = String.raw`\s?[${hyphen}]\s?${clock}`;
/** What joins two times, or two persons. */
export const joining = "(?:and|or|et|ou|und|oder|y|o|e|en|of|och|og)";

const otherHyphens = /[\u2010-\u2015\u2212](?=\s?\d)/gu;
/** The same with plain hyphens before digits. */
export const plainHyphens = (text: string): string => text.replace(otherHyphens, "-");
