import { keccak_256 } from "@noble/hashes/sha3.js";
import { hex } from "@scure/base";
import { defineWallet } from "#domain/kinds/families/wallet.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";

/** Upper case where the hash of the lower-case digits has a high digit (EIP-55). */
function mixed(digits: string): string {
  const hash = hex.encode(keccak_256(new TextEncoder().encode(digits)));
  return [...digits].map((digit, index) => (Number.parseInt(hash[index] ?? "0", 16) > 7 ? digit.toUpperCase() : digit)).join("");
}

/** Ethereum and chains with its addresses; in mixed case the case is a checksum (EIP-55). Kept in lower case. */
export const eth = defineWallet({
  name: "eth",
  label: "an Ethereum address",
  examples: [
    ["0x7E3F4731e5e499957063E44a5eF58D45c271388f", "0x7e3f4731e5e499957063e44a5ef58d45c271388f"],
    ["0x7e3f4731e5e499957063e44a5ef58d45c271388f", "0x7e3f4731e5e499957063e44a5ef58d45c271388f"],
    ["0X7E3F4731E5E499957063E44A5EF58D45C271388F", "0x7e3f4731e5e499957063e44a5ef58d45c271388f"],
  ],
  rejects: ["0x7e3F4731e5e499957063E44a5eF58D45c271388f", "7e3f4731e5e499957063e44a5ef58d45c271388f", `0x${"0".repeat(40)}`],
  shape: /^0[xX][\da-fA-F]{40}$/u,
  canonicalise: (text) => {
    const digits = text.slice(2);
    const lower = digits.toLowerCase();
    // the address of nobody, to which coins are burnt
    if (/^0+$/u.test(digits)) return undefined;
    return digits === lower || digits === digits.toUpperCase() || digits === mixed(lower) ? `0x${lower}` : undefined;
  },
  detect: [grammar("wallets")],
  names: { types: "ethereum", headers: "eth ethereum ethaddress" },
});
