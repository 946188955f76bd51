/**
 * One byte string per IndexedDB key (Indexed Database API 3.0, "Keys"): equal keys have equal bytes, which a general
 * serialiser does not promise. Tag, then: string in UTF-16LE; number or time as big-endian double; binary as it is;
 * array as length-prefixed parts.
 */
export function keyToBytes(key: IDBValidKey): Buffer {
  if (typeof key === "string") return Buffer.concat([Buffer.from("s"), Buffer.from(key, "utf16le")]);
  if (typeof key === "number") return Buffer.concat([Buffer.from("n"), double(key)]);
  if (key instanceof Date) return Buffer.concat([Buffer.from("d"), double(key.getTime())]);
  if (Array.isArray(key)) {
    const parts = key.map(keyToBytes).flatMap((part) => [length(part), part]);
    return Buffer.concat([Buffer.from("a"), ...parts]);
  }
  const bytes = ArrayBuffer.isView(key) ? Buffer.from(key.buffer, key.byteOffset, key.byteLength) : Buffer.from(key);
  return Buffer.concat([Buffer.from("b"), bytes]);
}

/** The key that `keyToBytes` made these bytes from. */
export function bytesToKey(bytes: Buffer): IDBValidKey {
  const body = bytes.subarray(1);
  switch (bytes.toString("latin1", 0, 1)) {
    case "s":
      return body.toString("utf16le");
    case "n":
      return body.readDoubleBE();
    case "d":
      return new Date(body.readDoubleBE());
    case "b":
      return new Uint8Array(body).buffer;
    case "a": {
      const parts: IDBValidKey[] = [];
      for (let at = 0; at < body.length; ) {
        const end = at + 4 + body.readUInt32BE(at);
        parts.push(bytesToKey(body.subarray(at + 4, end)));
        at = end;
      }
      return parts;
    }
    default:
      throw new Error("not the bytes of a key");
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  // minus zero equals zero as a key
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  return bytes;
}
function length(part: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(part.length);
  return bytes;
}
