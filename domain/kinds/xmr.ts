import { keccak_256 } from "@noble/hashes/sha3.js";
import { base58xmr } from "@scure/base";
import { decoded } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Of the main network: the bytes of an address with its check, by its first byte (standard, subaddress, with a payment id). */
const lengths: ReadonlyMap<number, number> = new Map([
  [18, 69],
  [42, 69],
  [19, 77],
]);

/** Monero: CryptoNote base58 in blocks, with four bytes of Keccak-256 (CryptoNote standard 007). */
export const xmr = defineWallet({
  name: "xmr",
  label: "a Monero address",
  examples: [
    "48TW3W8Eomhdwb6353SWz5Vcjg5ssAafKb6mYsqtDoVPSFQiDGkgY9QamMp4JAEBAKB5e2PM9KyKRACYhiLuvbDgFfbvjLt",
    "89HeNsn5QC7dwb6353SWz5Vcjg5ssAafKb6mYsqtDoVPSFQiDGkgY9QamMp4JAEBAKB5e2PM9KyKRACYhiLuvbDgFcVFRM8",
    "4JAB4JwjR3Ddwb6353SWz5Vcjg5ssAafKb6mYsqtDoVPSFQiDGkgY9QamMp4JAEBAKB5e2PM9KyKRACYhiLuvbDgNgjGX8A2VCnNTKu7gn",
  ].map((address) => [address, address] as const),
  rejects: ["48TW3W8Eomhdwb6353SWz5Vcjg5ssAafKb6mYsqtDoVPSFQiDGkgY9QamMp4JAEBAKB5e2PM9KyKRACYhiLuvbDgFfbvjLu"],
  shape: /^(?:[48][1-9A-HJ-NP-Za-km-z]{94}|4[1-9A-HJ-NP-Za-km-z]{105})$/u,
  canonicalise: (text) => {
    const bytes = decoded(text, base58xmr);
    if (bytes === undefined || lengths.get(bytes[0] ?? 0) !== bytes.length) return undefined;
    const check = keccak_256(bytes.subarray(0, -4));
    return bytes.subarray(-4).every((byte, index) => byte === check[index]) ? text : undefined;
  },
  detect: [{ as: "address", first: "48" }],
  names: { types: "monero", headers: "" },
  hasMispType: true,
});
