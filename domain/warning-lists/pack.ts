import type { Warning } from "#domain/indicators/warning.ts";
import { kinds as allKinds, type Kind, kindOf } from "#domain/kinds/index.ts";
import { kindsOf } from "#domain/warning-lists/attributes.ts";
import { readPatterns } from "#domain/warning-lists/patterns.ts";
import { packRanges, type Ranges, type Span, spanOf } from "#domain/warning-lists/ranges.ts";
import { packSubstrings, type Substrings } from "#domain/warning-lists/substrings.ts";
import { packTexts, type Texts } from "#domain/warning-lists/texts.ts";

/** What a list holds, by its type; data alone. */
export type Held =
  | { readonly type: "string" | "hostname"; readonly texts: Texts }
  | { readonly type: "cidr"; readonly ipv4: Ranges; readonly ipv6: Ranges }
  | { readonly type: "substring"; readonly parts: Substrings }
  | { readonly type: "regex"; readonly patterns: readonly string[] };

/** A list of MISP's format, packed. */
export interface PackedList {
  readonly warning: Warning;
  readonly version: number;
  /** Switched off by the one who wrote it. */
  readonly off: boolean;
  /** Absent: it counts for all. */
  readonly kinds?: ReadonlySet<Kind>;
  readonly entries: number;
  /** Entries that cannot be read as the list's type. */
  readonly skipped: number;
  readonly held: Held;
}

const types = ["cidr", "hostname", "substring", "string", "regex"] as const;
type ListType = (typeof types)[number];
/** A longer description is no reason but a page. */
const shortEnough = 160;

/**
 * Reads a list in MISP's format (github.com/MISP/misp-warninglists, `schema.json`; entries with comments as an object, as MISP
 * exports them; a missing type is "string"); undefined for text that is none.
 */
export function packList(text: string): PackedList | undefined {
  const read = parsed(text);
  const name = read?.name;
  const type: unknown = Array.isArray(read?.type) ? read.type[0] : (read?.type ?? "string");
  const known = types.find((one) => one === type);
  const all = entriesOf(read?.list);
  if (read === undefined || typeof name !== "string" || name.trim() === "" || known === undefined || all === undefined) return undefined;
  const entries = all.map((entry) => entry.trim()).filter((entry) => entry !== "");
  const matching: unknown = read.matching_attributes;
  const kinds = kindsOf(Array.isArray(matching) ? matching.filter((one) => typeof one === "string") : []);
  const { held, kept } = packed(known, entries, kinds);
  const about = typeof read.description === "string" ? oneLine(read.description) : "";
  return {
    warning: { list: oneLine(name).slice(0, shortEnough), ...(about !== "" && about.length <= shortEnough && { about }) },
    version: Number(read.version ?? 0) || 0,
    off: read.enabled === false || Number(read.enabled ?? 1) === 0,
    ...(kinds && { kinds }),
    entries: kept,
    skipped: all.length - kept,
    held,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(text.replace(/^\ufeff/u, ""));
    // an object's keys are text, and of its values nothing is believed
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** An array of texts, or an object from text to comment. */
function entriesOf(list: unknown): readonly string[] | undefined {
  if (Array.isArray(list)) return list.map((entry) => (typeof entry === "string" ? entry : ""));
  return typeof list === "object" && list !== null ? Object.keys(list) : undefined;
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

function packed(type: ListType, entries: readonly string[], kinds: ReadonlySet<Kind> | undefined): { held: Held; kept: number } {
  switch (type) {
    case "string":
      return { held: { type, texts: packTexts(entries.flatMap((entry) => readings(entry.toLowerCase(), kinds))) }, kept: entries.length };
    case "hostname": {
      const hosts = entries.map((entry) => entry.toLowerCase().replace(/^\.+|\.+$/gu, "")).filter((host) => host !== "");
      return { held: { type, texts: packTexts(hosts) }, kept: hosts.length };
    }
    case "cidr": {
      const spans = entries.map(spanOf).filter((span) => span !== undefined);
      const wide = (width: 1 | 4): readonly Span[] => spans.filter(({ first }) => first.length === width);
      return { held: { type, ipv4: packRanges(wide(1), 1), ipv6: packRanges(wide(4), 4) }, kept: spans.length };
    }
    case "substring": {
      const parts = packSubstrings(entries.map((entry) => entry.toLowerCase()));
      return { held: { type, parts }, kept: parts.size };
    }
    case "regex": {
      const patterns = readPatterns(entries);
      return { held: { type, patterns }, kept: patterns.length };
    }
  }
}

/** What no normalisation changes: most entries, for which asking dozens of kinds would take minutes. */
const plain = /^[a-z\d.@_-]+$/u;
/** The entry as it stands, and as each kind for which the list counts writes it: `https://evil.example` has a slash at its end. */
function readings(entry: string, kinds: ReadonlySet<Kind> | undefined): readonly string[] {
  if (plain.test(entry) || entry.length > 1000) return [entry];
  const canonical = [...(kinds ?? normalised)].map((kind) => kindOf(kind).canonicalise(entry)?.toLowerCase());
  return [...new Set([entry, ...canonical.filter((value) => value !== undefined)])];
}
/** Kinds that write a value otherwise than people do, for lists that name none. */
const normalised: readonly Kind[] = allKinds.filter((kind) => /^(?:ip|domain|url|email|mac|phone|iban|card)/u.test(kind));
