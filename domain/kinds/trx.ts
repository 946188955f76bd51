import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Tron: base58check with version 65. */
export const trx = defineWallet({
  name: "trx",
  label: "a Tron address",
  examples: [["TD1jq5CBez4Uo359hN2wbmHaPP5YCHSYNb", "TD1jq5CBez4Uo359hN2wbmHaPP5YCHSYNb"]],
  rejects: ["TD1jq5CBez4Uo359hN2wbmHaPP5YCHSYNc", "DFshNvkgtwM7zoosNXhdXEqbqb1YsqfUZy"],
  shape: /^T[1-9A-HJ-NP-Za-km-z]{33}$/u,
  canonicalise: (text) => (hasVersion(text, [[0x41]], 21) ? text : undefined),
  detect: [{ as: "address", first: "T" }],
});
