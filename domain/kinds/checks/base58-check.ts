import { sha256 } from "@noble/hashes/sha2.js";
import { base58 } from "@scure/base";

interface Alphabet {
  decode(text: string): Uint8Array;
}

/** The bytes before the four check bytes (first bytes of SHA-256 done twice), or undefined if they do not match. */
export function base58Check(text: string, alphabet: Alphabet = base58): Uint8Array | undefined {
  const bytes = decoded(text, alphabet);
  if (bytes === undefined || bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, -4);
  const check = sha256(sha256(payload));
  return bytes.subarray(-4).every((byte, index) => byte === check[index]) ? payload : undefined;
}

/** The bytes of base58 text, or undefined. Quadratic: only for text of bounded length. */
export function decoded(text: string, alphabet: Alphabet = base58): Uint8Array | undefined {
  try {
    return alphabet.decode(text);
  } catch {
    return undefined;
  }
}

/** True for base58check text of `length` bytes without the check that begins with one of the versions. */
export const hasVersion = (text: string, versions: readonly (readonly number[])[], length: number): boolean => {
  const payload = base58Check(text);
  return payload?.length === length && versions.some((version) => version.every((byte, index) => byte === payload[index]));
};
