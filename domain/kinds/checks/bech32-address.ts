import { bech32, bech32m } from "@scure/base";

/** The five-bit words after the prefix, by both checksums; the text is lower or upper case as a whole. */
function words(text: string, coder: typeof bech32, limit: number | false) {
  return coder.decodeUnsafe(text, limit);
}

/** True for a witness address (BIP 173; from version 1 on with the checksum of BIP 350) under a prefix such as "bc". */
export function isWitness(text: string, prefix: string): boolean {
  for (const coder of [bech32, bech32m]) {
    const read = words(text, coder, 90);
    const version = read?.words[0];
    if (read === undefined || read.prefix !== prefix || version === undefined || version > 16) continue;
    const program = coder.fromWordsUnsafe(read.words.slice(1));
    if (!program || program.length < 2 || program.length > 40 || (version === 0) !== (coder === bech32)) continue;
    if (version > 0 || program.length === 20 || program.length === 32) return true;
  }
  return false;
}

/** The bytes of bech32 text of any length under a prefix (no limit: CIP 19, ZIP 173), or undefined. */
export function bech32Bytes(text: string, prefix: string): Uint8Array | undefined {
  const read = words(text, bech32, false);
  return (read?.prefix === prefix && bech32.fromWordsUnsafe(read.words)) || undefined;
}
/** The same with the checksum of BIP 350. */
export function bech32mBytes(text: string, prefix: string): Uint8Array | undefined {
  const read = words(text, bech32m, false);
  return (read?.prefix === prefix && bech32m.fromWordsUnsafe(read.words)) || undefined;
}

/** bech32 text in lower case; undefined where cases are mixed, which the standard forbids. */
export const oneCase = (text: string): string | undefined =>
  text === text.toLowerCase() || text === text.toUpperCase() ? text.toLowerCase() : undefined;
