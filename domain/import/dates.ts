const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/iu;
/** Day, month and year as they are written with dots; with slashes nobody knows which is the month. */
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s(\d{2}:\d{2}(?::\d{2})?))?$/u;
const epoch = /^\d{10}(?:\.\d{1,9})?$/u;
const epochMilliseconds = /^\d{13}$/u;
const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2100, 0, 1);

const sensible = (time: number): Date | undefined => (time >= earliest && time < latest ? new Date(time) : undefined);

function written(text: string): Date | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, day = "", time = "00:00", zone = "Z"] = found;
  const offset = zone.toUpperCase() === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/u, "$1:$2").toUpperCase();
  // the calendar's own check: the 31st of February would become the 3rd of March
  const midnight = new Date(`${day}T00:00Z`);
  if (midnight.getUTCDate() !== Number(day.slice(8))) return undefined;
  return sensible(Date.parse(`${day}T${time.replace(",", ".").replace(/(\.\d{3})\d+$/u, "$1")}${offset}`));
}

/** When something was seen, of what a file says of it first and last. */
export function seen(first: Date | undefined, last: Date | undefined): { readonly seenAt?: Date; readonly firstSeenAt?: Date } {
  const seenAt = last ?? first;
  return seenAt === undefined ? {} : { seenAt, ...(first && first < seenAt && { firstSeenAt: first }) };
}

/**
 * The moment that a file names: ISO 8601 (without a zone: UTC), day.month.year, or seconds or milliseconds since 1970.
 * Undefined for anything else, and for what lies outside 1980 to 2099.
 */
export function moment(typed: string): Date | undefined {
  const text = typed.slice(0, 60).trim();
  if (epoch.test(text)) return sensible(Number(text) * 1000);
  if (epochMilliseconds.test(text)) return sensible(Number(text));
  const [, day, month, year, time] = dotted.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return written(text);
  return written(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${time === undefined ? "" : ` ${time}`}`);
}
