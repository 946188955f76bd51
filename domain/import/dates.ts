const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/iu;
const epoch = /^\d{10}(?:\.\d{1,9})?$/u;
const epochMilliseconds = /^\d{13}$/u;
const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2100, 0, 1);

const sensible = (time: number): Date | undefined => (time >= earliest && time < latest ? new Date(time) : undefined);

function readIso(text: string): Date | undefined {
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

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const monthOf = (name: string | undefined): string | undefined => {
  const at = name === undefined ? -1 : months.indexOf(name.slice(0, 3).toLowerCase());
  return at === -1 ? undefined : String(at + 1);
};
const clock = String.raw`(?:,?[T\s]\s?(\d{1,2}:\d{2}(?::\d{2})?)(?:\s?([ap])\.?m\.?)?)?(?:\s?(?:Z|UTC))?`;
const shapes: readonly (readonly [shape: RegExp, order: "ymd" | "dmy" | "mdy" | "either"])[] = [
  [new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}$`, "iu"), "ymd"],
  [/^(\d{4})(\d{2})(\d{2})()()$/u, "ymd"],
  [new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${clock}$`, "iu"), "dmy"],
  [new RegExp(`^(\\d{1,2})[\\s-](\\p{L}{3,9})\\.?,?[\\s-](\\d{4})${clock}$`, "iu"), "dmy"],
  [new RegExp(`^(\\p{L}{3,9})\\.?\\s(\\d{1,2}),?\\s(\\d{4})${clock}$`, "iu"), "mdy"],
  [new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${clock}$`, "iu"), "either"],
];

/** Day, month and year in figures; undefined where nobody knows which of two is the month. */
function ordered(order: "ymd" | "dmy" | "mdy" | "either", [a = "", b = "", c = ""]: readonly string[]): readonly string[] | undefined {
  if (order === "ymd") return [c, b, a];
  if (order === "dmy") return [a, /^\d/u.test(b) ? b : (monthOf(b) ?? ""), c];
  if (order === "mdy") return [b, monthOf(a) ?? "", c];
  if (Number(a) > 12) return [a, b, c];
  return Number(b) > 12 ? [b, a, c] : undefined;
}

/** Hours of a clock with two halves. */
function ofTheDay(time: string, half: string | undefined): string | undefined {
  const [hours = "", ...rest] = time.split(":");
  if (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return [String(hour).padStart(2, "0"), ...rest].join(":");
}

function spelled(text: string): Date | undefined {
  for (const [shape, order] of shapes) {
    const [, a, b, c, time, half] = shape.exec(text) ?? [];
    if (a === undefined || b === undefined || c === undefined) continue;
    const [day = "", month = "", year = ""] = ordered(order, [a, b, c]) ?? [];
    const at = time ? ofTheDay(time, half) : "";
    return day === "" || month === "" || at === undefined
      ? undefined
      : readIso(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${at === "" ? "" : ` ${at}`}`);
  }
  return undefined;
}

/**
 * The moment that a file names: ISO 8601 (without a zone: UTC) and how people and spreadsheets write it, where it is clear which
 * figure is the month, or seconds or milliseconds since 1970. Undefined for anything else, and for what lies outside 1980 to 2099.
 */
export function moment(typed: string): Date | undefined {
  const text = typed.slice(0, 60).trim();
  if (epoch.test(text)) return sensible(Number(text) * 1000);
  if (epochMilliseconds.test(text)) return sensible(Number(text));
  return readIso(text) ?? spelled(text);
}

/** From the earliest to the latest moment. */
export interface Times {
  readonly from: Date;
  readonly to: Date;
}

const dayNumber = /^\d{5}(?:[.,]\d{1,12})?$/u;
const day = 86_400_000;
/** Days between the two beginnings from which spreadsheets count (ISO 29500-1, 18.17.4.1): the end of 1899, and 1904. */
const systems = 1462;
/** How far from dates that are written out a number may lie, in days. */
const near = 366;

/**
 * The moment that a spreadsheet's number of days names ("44561.5"), where it lies near dates that are written out beside it and the
 * other way of counting does not. Undefined for anything else.
 */
export function dayCounted(typed: string, beside: Times): Date | undefined {
  if (!dayNumber.test(typed)) return undefined;
  const days = Number(typed.replace(",", "."));
  const isNear = (time: number): boolean => time >= beside.from.getTime() - near * day && time <= beside.to.getTime() + near * day;
  // a clock has no more than seconds
  const time = Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000;
  return isNear(time) && !isNear(time + systems * day) ? sensible(time) : undefined;
}

/** From when to when the dates go that are written out in these cells; undefined where none is. */
export function datesIn(cells: readonly string[]): Times | undefined {
  const times = cells.flatMap((cell) => moment(cell)?.getTime() ?? []);
  return times.length === 0 ? undefined : { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
}
