const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];

/** Zero for a right address: the BCH code over 40 bits of the CashAddr specification. */
function remainder(words: readonly number[]): bigint {
  let rest = 1n;
  for (const word of words) {
    const top = rest >> 35n;
    rest = ((rest & 0x07ffffffffn) << 5n) ^ BigInt(word);
    generators.forEach((generator, bit) => {
      if ((top >> BigInt(bit)) & 1n) rest ^= generator;
    });
  }
  return rest ^ 1n;
}

/** True for lower-case letters of an address of 20 bytes (CashAddr specification of Bitcoin Cash), without `prefix:`. */
export function isCashAddress(text: string, prefix: string): boolean {
  const words = [...text].map((letter) => letters.indexOf(letter));
  if (words.length !== 42 || words.includes(-1)) return false;
  return remainder([...[...prefix].map((letter) => letter.charCodeAt(0) & 31), 0, ...words]) === 0n;
}
