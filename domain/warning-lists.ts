import ipaddr from "ipaddr.js";
import { type Indicator, storedIndicator } from "#domain/indicator.ts";

/** One list of MISP's format; `substring` and `regex` lists are not read. */
export interface WarningList {
  readonly name: string;
  readonly type: "cidr" | "hostname" | "string";
  readonly list: readonly string[];
}
/** Lists made ready for look-ups: entry to the name of the list on which it stands. */
export interface Lists {
  readonly strings: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, string>;
  /** `family bits prefix`, the prefix in hexadecimal and masked. */
  readonly ranges: ReadonlyMap<string, string>;
  /** Lengths that occur, so that only these are looked up. */
  readonly lengths: { readonly ipv4: readonly number[]; readonly ipv6: readonly number[] };
}

/** Makes lists ready: looking a value up takes a few probes, however long they are. Of two lists the first counts. */
export function listsOf(all: readonly WarningList[]): Lists {
  const [strings, hosts, ranges] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const lengths = { ipv4: new Set<number>(), ipv6: new Set<number>() };
  const put = (map: Map<string, string>, entry: string, name: string) => void (map.has(entry) || map.set(entry, name));
  for (const { name, type, list } of all)
    for (const entry of list.map((text) => text.trim().toLowerCase())) {
      if (type === "string") put(strings, entry, name);
      else if (type === "hostname") put(hosts, entry.replace(/^\./u, ""), name);
      else {
        const range = rangeOf(entry);
        if (range === undefined) continue;
        lengths[range.family].add(range.bits);
        put(ranges, rangeKey(range, range.bits), name);
      }
    }
  return { strings, hosts, ranges, lengths: { ipv4: [...lengths.ipv4], ipv6: [...lengths.ipv6] } };
}

/** The list on which a value stands: itself, the range in which it lies, the name under which it is. */
export function warningOf(lists: Lists, { kind, value }: Indicator): string | undefined {
  const same = lists.strings.get(value.toLowerCase());
  if (same !== undefined) return same;
  if (kind === "url") return urlWarning(lists, value);
  if (kind === "email") return hostWarning(lists, value.slice(value.lastIndexOf("@") + 1));
  if (kind === "domain") return hostWarning(lists, value);
  return kind.startsWith("ipv") ? rangeWarning(lists, value) : undefined;
}

function urlWarning(lists: Lists, value: string): string | undefined {
  const host = URL.parse(value)?.hostname ?? "";
  const address = host.replace(/^\[|\]$/gu, "");
  return ipaddr.isValid(address) ? warningOf(lists, storedIndicator("ipv4", address)) : hostWarning(lists, host);
}

function hostWarning({ hosts }: Lists, host: string): string | undefined {
  const labels = host.split(".");
  for (let from = 0; from < labels.length; from++) {
    const found = hosts.get(labels.slice(from).join("."));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Range {
  readonly family: "ipv4" | "ipv6";
  readonly bytes: readonly number[];
  readonly bits: number;
}

function rangeOf(text: string): Range | undefined {
  const [address = "", bits] = text.split("/");
  if (!ipaddr.isValid(address)) return undefined;
  const read = ipaddr.parse(address);
  const bytes = read.toByteArray();
  const length = bits === undefined ? bytes.length * 8 : Number(bits);
  return Number.isInteger(length) && length >= 0 && length <= bytes.length * 8 ? { family: read.kind(), bytes, bits: length } : undefined;
}

function rangeKey({ family, bytes }: Range, bits: number): string {
  const masked = bytes.map((byte, at) => byte & (0xff << Math.max(0, Math.min(8, 8 * (at + 1) - bits))) & 0xff);
  return `${family} ${bits} ${Buffer.from(masked).toString("hex")}`;
}

function rangeWarning({ ranges, lengths }: Lists, value: string): string | undefined {
  const range = rangeOf(value);
  if (range === undefined) return undefined;
  for (const bits of lengths[range.family]) {
    const found = bits <= range.bits ? ranges.get(rangeKey(range, bits)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
