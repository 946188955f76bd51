import type { Advice } from "#domain/primitives/advice.ts";
import { nearest } from "#domain/primitives/nearest.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

/** Names that the zone data has given up (IANA, until 2024) and the platform still hands out (CLDR keeps its first name for ever). */
const renamed: ReadonlyMap<string, string> = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/** A zone as it is called now; what was kept under an older name is shown so as well. */
export const zoneName = (zone: string): string => renamed.get(zone) ?? zone;

const zones: readonly string[] = [...Intl.supportedValuesOf("timeZone").map(zoneName), "UTC"];
const shape = /^[a-z][\w+-]*(?:\/[\w+-]+){0,2}$/iu;

/** The zone data's own writing of a zone, also for one of its older names (Europe/Kiev); undefined for anything else. */
export function knownZone(typed: string): string | undefined {
  if (/^(?:GMT|Z)$/iu.test(typed)) return "UTC";
  const exact = zones.find((zone) => zone.toLowerCase() === typed.toLowerCase());
  if (exact !== undefined) return exact;
  // "EST" and the like name an offset without a place: clocks there may change
  if (!shape.test(typed) || !typed.includes("/")) return undefined;
  try {
    return zoneName(new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone);
  } catch {
    return undefined;
  }
}

const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();
/** Each zone under its present name, and under the older one. */
const named: readonly (readonly [name: string, zone: string])[] = [...zones.map((zone) => [zone, zone] as const), ...renamed];
/** Whether this is how a zone or its city is called: `Paris`. */
export const isZoneName = (word: string): boolean =>
  /^\p{Lu}/u.test(word) && named.some(([name]) => name === word || cityOf(name) === word.toLowerCase());
/** Shorter words are near too many others. */
const leastLetters = 4;

/** The zones that were probably meant: of a city, or of a name with a slip. */
function meant(typed: string): readonly string[] {
  const text = typed.toLowerCase();
  const ofCity = named.filter(([name]) => cityOf(name) === text).map(([, zone]) => zone);
  if (ofCity.length > 0) return [...new Set(ofCity)];
  const names = named.map(([name]) => name);
  const near = text.includes("/")
    ? nearest(text, names, 2)
    : text.length < leastLetters
      ? undefined
      : nearest(text, names.map(cityOf), text.length > leastLetters + 1 ? 2 : 1);
  return near === undefined ? [] : [...new Set(named.filter(([name]) => name === near || cityOf(name) === near).map(([, zone]) => zone))];
}

/** An IANA time zone (RFC 6557), in any case; for a city that the zone data knows, or a slip, the fault offers the zone. */
export const zone: Reader<string> = {
  expects: "Europe/Paris",
  read: (typed) => {
    const text = typed.trim().normalize("NFD").replace(/\p{M}/gu, "").replaceAll(" ", "_");
    const found = knownZone(text);
    if (found !== undefined) return ok(found);
    const near = meant(text);
    const write: Advice = near.length > 0 ? { code: "near", names: near } : { code: "write", forms: ["Europe/Paris"] };
    return fail({ code: "unreadable", typed: `"${typed}"`, expected: "time-zone", write });
  },
};
