import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * A UUID that is the same for the same parts, so that a second export updates at its readers what the first brought. Made
 * of a hash that begins with a random id of ours, it has 122 bits that nobody can tell from random ones, and so the form of
 * version 4 (RFC 9562, section 5.4) that STIX 2.1 (section 2.9) wants of objects that are not observables.
 */
export function stableId(...parts: readonly string[]): string {
  const bytes = sha256(utf8ToBytes(`liaison export\0${parts.join("\0")}`)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}
