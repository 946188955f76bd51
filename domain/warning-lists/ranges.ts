import ipaddr from "ipaddr.js";

/** Sorted ranges of addresses that do not touch, `width` words of 32 bits each: 1 for IPv4, 4 for IPv6. */
export interface Ranges {
  readonly width: 1 | 4;
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}
/** An address or a network: its first and its last address in words. */
export interface Span {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const decimal = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d{1,2})?$/u;

/** Reads `198.51.100.0/24`, `2001:db8::/32` or a single address (RFC 4632, RFC 4291); undefined for anything else. */
export function spanOf(text: string): Span | undefined {
  if (decimal.test(text)) return decimalSpan(text);
  const [address = "", bits = "128"] = text.split("/");
  if (!address.includes(":") || !/^\d{1,3}$/u.test(bits) || Number(bits) > 128 || !ipaddr.IPv6.isValid(address)) return undefined;
  const bytes = ipaddr.IPv6.parse(address).toByteArray();
  return spanned(
    [0, 4, 8, 12].map((at) => word(bytes, at)),
    Number(bits),
  );
}

/** The same for IPv4, character by character: lists hold millions. */
function decimalSpan(text: string): Span | undefined {
  let [address, part, end] = [0, 0, 0];
  for (; end < text.length && text[end] !== "/"; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 0x2e) {
      if (part > 255) return undefined;
      address = address * 256 + part;
      part = 0;
    } else part = part * 10 + code - 0x30;
  }
  const bits = end < text.length ? Number(text.slice(end + 1)) : 32;
  return part > 255 || bits > 32 ? undefined : spanned([address * 256 + part], bits);
}

const word = (bytes: readonly number[], at: number): number =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
function spanned(words: readonly number[], bits: number): Span {
  const free = (at: number): number => {
    const fixed = bits - 32 * at;
    return fixed >= 32 ? 0 : 0xffffffff >>> Math.max(0, fixed);
  };
  return {
    first: words.map((one, at) => (one & ~free(at)) >>> 0),
    last: words.map((one, at) => (one | free(at)) >>> 0),
  };
}

/** IPv6 addresses that are IPv4 ones, `::ffff:0:0/96` (RFC 4291, section 2.5.5.2), as IPv4; undefined for all others. */
export const unmapped = ({ first, last }: Span): Span | undefined =>
  [first, last].every((words) => words[0] === 0 && words[1] === 0 && words[2] === 0xffff)
    ? { first: first.slice(3), last: last.slice(3) }
    : undefined;

/** Sorts and merges what overlaps or touches. All spans are of the same width. */
export function packRanges(spans: readonly Span[], width: 1 | 4): Ranges {
  const order = Uint32Array.from(spans.keys());
  order.sort((one, other) => compare(spans[one]?.first ?? [], spans[other]?.first ?? []));
  const firsts = new Uint32Array(order.length * width);
  const lasts = new Uint32Array(order.length * width);
  let count = 0;
  for (const place of order) {
    const { first, last } = spans[place] ?? { first: [], last: [] };
    const before = lasts.subarray(Math.max(0, count - 1) * width, count * width);
    if (count > 0 && compare(first, next(before)) <= 0) {
      if (compare(last, before) > 0) before.set(last);
      continue;
    }
    firsts.set(first, count * width);
    lasts.set(last, count * width);
    count += 1;
  }
  return { width, firsts: firsts.slice(0, count * width), lasts: lasts.slice(0, count * width) };
}

type Words = ArrayLike<number>;
function compare(one: Words, other: Words, from = 0): number {
  for (let at = 0; at < one.length; at += 1) {
    const difference = (one[at] ?? 0) - (other[from + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
/** The address behind this one; behind the last there is none, and it stays. */
function next(words: Words): readonly number[] {
  const after = Array.from(words);
  for (let at = after.length - 1; at >= 0; at -= 1) {
    if (after[at] !== 0xffffffff) {
      after[at] = (after[at] ?? 0) + 1;
      return after.map((one, index) => (index > at ? 0 : one));
    }
  }
  return after;
}

/** Whether all addresses of the span lie in the ranges. */
export function covers({ width, firsts, lasts }: Ranges, { first, last }: Span): boolean {
  let [low, high] = [0, firsts.length / width];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(first, firsts, middle * width) < 0) high = middle;
    else low = middle + 1;
  }
  return low > 0 && compare(last, lasts, (low - 1) * width) <= 0;
}
