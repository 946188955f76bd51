/**
 * The message index of a Megolm ciphertext: after the version byte 3 the tag 0x08 and the index as a varint (Matrix
 * specification, "Megolm group ratchet", message format). Undefined if the bytes are no such message. Unauthenticated
 * until the message was decrypted.
 */
export function megolmIndex(message: Uint8Array): number | undefined {
  if (message[0] !== 3 || message[1] !== 0x08) return undefined;
  let index = 0;
  for (let at = 2; at < 7; at++) {
    const byte = message[at];
    if (byte === undefined) return undefined;
    // no shifts: the fifth group would leave 32 bits
    index += (byte & 0x7f) * 2 ** (7 * (at - 2));
    if (byte < 0x80) return index < 2 ** 32 ? index : undefined;
  }
  return undefined;
}
