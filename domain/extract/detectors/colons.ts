import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put, putAs } from "#domain/extract/scan.ts";
import { ipv6 } from "#domain/kinds/ipv6.ts";
import { ipv6Cidr } from "#domain/kinds/ipv6-cidr.ts";
import { mac } from "#domain/kinds/mac.ts";
import type { Scan } from "#domain/kinds/traits/detection.ts";

const run = /[\da-fA-F:.]{2,200}/uy;
const behind = /(?:%[A-Za-z\d_.-]{1,16})?(\]?)(?:\/(\d{1,3})(?![\w/]))?/uy;

/** Whether `::` in this stands in an address and not between the names of source text (`a::b`). */
function isAddress(found: string): boolean {
  if (!found.includes("::")) return found.split(":").length === 8 || /(?:^|:)\d{1,3}(?:\.\d{1,3}){3}$/u.test(found);
  const groups = found.split(/:+/u).filter((group) => group !== "");
  if (groups.length === 0) return false;
  return (
    /\d/u.test(found) && (found.startsWith("::") || groups.length > 2 || (groups[0]?.length ?? 0) > 2 || /^[\da-f]{2,}::$/i.test(found))
  );
}

/** Whether what stands before the colon left of `from` are groups as well, and not a word such as "IPv6". */
const isTail = (text: string, from: number): boolean =>
  text[from - 1] === ":" && /(?:^|[^\w])[\da-f:]{1,40}:$/iu.test(text.slice(Math.max(0, from - 42), from));

/** Groups of digits with colons that begin at `from`: an IPv6 address or range, a MAC address, or nothing (times, serial numbers). */
export function colons(scan: Scan, from: number): number {
  const { text } = scan;
  run.lastIndex = from;
  const whole = run.exec(text)?.[0];
  if (whole === undefined) return -1;
  const found = whole.replace(/\.+$|(?<!:):$/u, "").replace(/\.+$/u, "");
  const to = from + found.length;
  const socket = !found.includes(".") ? undefined : /^([\da-f:]{2,39})\.\d{1,5}$/iu.exec(found)?.[1];
  // "2001:db8::7.443 > …": captures of packets join the port with a dot
  if (socket?.includes(":") && /[<>] $|IP6 $/u.test(text.slice(Math.max(0, from - 4), from)) && put(scan, ipv6, from, from + socket.length))
    return to;
  const groups = found.split(":");
  const isBroken = isAlphanumeric(text, from - 1) || text[from - 1] === "_" || isAlphanumeric(text, to) || text[to] === "_";
  if (isBroken || found.length > 45) return groups.length > 2 ? from + whole.length : -1;
  if (groups.length === 6 && put(scan, mac, from, to)) return to;
  if (!isAddress(found) || isTail(text, from) || text[to] === ":") return groups.length > 3 ? to : -1;
  behind.lastIndex = to;
  const tail = behind.exec(text);
  const end = to + (tail?.[0].length ?? 0);
  if (tail?.[2] !== undefined && putAs(scan, ipv6Cidr, `${found}/${tail[2]}`, { from, to: end })) return end;
  return put(scan, ipv6, from, to) ? end : -1;
}
