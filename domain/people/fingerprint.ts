import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// read when the first fingerprint is shown. require() has no types of its own
const english = () => require("@scure/bip39/wordlists/english.js") as typeof import("@scure/bip39/wordlists/english.js");

const words = 6;
const bitsPerWord = 11;

/** Six words of a hash of at least 9 bytes, for comparing by voice: eleven bits each, most significant first, in the English list of BIP 39. */
export function fingerprintWords(hash: Uint8Array): readonly string[] {
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const { wordlist } = english();
  return Array.from({ length: words }, (_, at) => {
    const word = wordlist[Number.parseInt(bits.slice(at * bitsPerWord, (at + 1) * bitsPerWord), 2)];
    if (word === undefined) throw new RangeError("a fingerprint needs 66 bits");
    return word;
  });
}
