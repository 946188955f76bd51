import ipaddr from "ipaddr.js";
import { parse } from "tldts";
import { shortest } from "#domain/kinds/checks/range.ts";

/**
 * What a record is found by. Two records meet if a `self` of one is a `self` or a `parent` of the other; two parents alone
 * say nothing. Each key is a space ("ipv4", "host", …), a blank, and a value in it; storage keeps only keyed hashes of them.
 */
export interface MatchKeys {
  readonly self: readonly string[];
  readonly parents: readonly string[];
}

/** Found by itself alone, in a space of its kind's name. */
export const itself = (value: string, kind: string): MatchKeys => ({ self: [`${kind} ${value}`], parents: [] });
/** The same for names that those who keep them do not tell apart by case. */
export const itselfInAnyCase = (value: string, kind: string): MatchKeys => itself(value.toLowerCase(), kind);

interface Range {
  readonly family: "ipv4" | "ipv6";
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** The prefix of the first `length` bytes; its length in bits follows from the number of digits. */
const prefix = ({ family }: Range, bytes: readonly number[]): string =>
  `${family} ${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/**
 * Itself in prefixes of the next whole byte (a /20 is 16 prefixes of 24 bits, at most 128), and as parents every shorter
 * whole-byte prefix that a range may have.
 */
function rangeKeys(range: Range): MatchKeys {
  const whole = Math.floor(range.bits / 8);
  const loose = range.bits % 8;
  const head = range.bytes.slice(0, whole);
  const last = range.bytes[whole];
  const self =
    loose === 0 || last === undefined
      ? [prefix(range, head)]
      : Array.from({ length: 2 ** (8 - loose) }, (_, step) => prefix(range, [...head, last + step]));
  const first = shortest[range.family] / 8;
  const end = loose === 0 ? whole - 1 : whole;
  const parents = Array.from({ length: Math.max(0, end - first + 1) }, (_, step) => prefix(range, head.slice(0, first + step)));
  return { self, parents };
}

/** IPv6 addresses that are IPv4 ones, `::ffff:0:0/96` (RFC 4291, section 2.5.5.2): the same machine under both names. */
const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** An address, or a range `address/bits`. */
export function networkKeys(value: string): MatchKeys {
  const [address = "", bits] = value.split("/");
  const read = ipaddr.parse(address);
  const bytes = read.toByteArray();
  const own: Range = { family: read.kind(), bytes, bits: bits === undefined ? bytes.length * 8 : Number(bits) };
  const keys = rangeKeys(own);
  if (own.family === "ipv4" || own.bits < 96 + shortest.ipv4 || mapped.some((byte, index) => bytes[index] !== byte)) return keys;
  const inner = rangeKeys({ family: "ipv4", bytes: bytes.slice(12), bits: own.bits - 96 });
  return { self: [...keys.self, ...inner.self], parents: [...keys.parents, ...inner.parents] };
}

/** A name, and as parents what it is under, up to the registrable domain (private section of the public suffix list included). */
export function hostKeys(name: string): MatchKeys {
  const top = parse(name, { allowPrivateDomains: true, extractHostname: false, validateHostname: false }).domain;
  const labels = name.split(".");
  const above = top === null ? 0 : labels.length - top.split(".").length;
  const parents = Array.from({ length: above }, (_, step) => `host ${labels.slice(step + 1).join(".")}`);
  return { self: [`host ${name}`], parents };
}

/** Something at a place (a name or an address): it meets records of the place and of what the place lies in, but not others at the same place. */
export function keysAt(self: string, place: string): MatchKeys {
  // no domain ends in a label of digits (URL standard, "ends in a number")
  const keys = place.includes(":") || /^[\d.]+$/u.test(place) ? networkKeys(place) : hostKeys(place);
  return { self: [self], parents: [...keys.self, ...keys.parents] };
}
