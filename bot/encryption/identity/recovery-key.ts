// Recovery keys as people write them down (Matrix specification, client-server API, "Recovery key"): base58 of 0x8B, 0x01,
// the 32 bytes and a parity byte, in groups of four.

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const prefix = Buffer.from([0x8b, 0x01]);
const keyBytes = 32;
const parity = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

/** `key`: 32 bytes. */
export function encodeRecoveryKey(key: Uint8Array): string {
  const body = Buffer.concat([prefix, key]);
  let number = BigInt(`0x${Buffer.concat([body, Buffer.from([parity(body)])]).toString("hex")}`);
  let text = "";
  // the first byte is never 0, so no leading digits are lost
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text;
  return text.replace(/.{4}(?=.)/gu, "$& ");
}

/** The 32 bytes; undefined if `text` is no recovery key. Spaces do not matter. */
export function decodeRecoveryKey(text: string): Buffer | undefined {
  let number = 0n;
  const typed = text.replace(/\s/gu, "");
  if (typed.length > 60) return undefined;
  for (const letter of typed) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const right = bytes.length === keyBytes + 3 && bytes.subarray(0, 2).equals(prefix) && parity(bytes) === 0;
  return right ? bytes.subarray(2, 2 + keyBytes) : undefined;
}
