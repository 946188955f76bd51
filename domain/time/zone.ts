import type { Advice } from "#domain/primitives/advice.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

const zones: readonly string[] = [...Intl.supportedValuesOf("timeZone"), "UTC"];
const shape = /^[a-z][\w+-]*(?:\/[\w+-]+){0,2}$/iu;

/** The zone data's own writing of a zone or of one of its older names (Europe/Kiev); undefined for anything else. */
function known(typed: string): string | undefined {
  const exact = zones.find((zone) => zone.toLowerCase() === typed.toLowerCase());
  if (exact !== undefined) return exact;
  // "EST" and the like name an offset without a place: clocks there may change
  if (!shape.test(typed) || !typed.includes("/")) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();

/** An IANA time zone (RFC 6557), in any case; for a city that the zone data knows, the fault offers its zone. */
export const zone: Reader<string> = {
  expects: "Europe/Paris",
  read: (typed) => {
    const text = typed.trim().replaceAll(" ", "_");
    const found = known(text);
    if (found !== undefined) return ok(found);
    const near = zones.filter((one) => cityOf(one) === text.toLowerCase());
    const write: Advice = near.length > 0 ? { code: "near", names: near } : { code: "write", forms: ["Europe/Paris"] };
    return fail({ code: "unreadable", typed: `"${typed}"`, expected: "time-zone", write });
  },
};
