import { sha3_256 } from "@noble/hashes/sha3.js";
import { base32nopad } from "@scure/base";

const second = /^[a-z2-7]{16}$/u;
const third = /^[a-z2-7]{55}d$/u;
const salt = new TextEncoder().encode(".onion checksum");

/** True for the label before `.onion`: of version 3 by its checksum (Tor rend-spec-v3, section 6), of version 2 by its length. */
export function isOnion(label: string): boolean {
  if (second.test(label)) return true;
  if (!third.test(label)) return false;
  const bytes = base32nopad.decode(label.toUpperCase());
  const check = sha3_256(Uint8Array.from([...salt, ...bytes.subarray(0, 32), 3]));
  return bytes[32] === check[0] && bytes[33] === check[1] && bytes[34] === 3;
}
