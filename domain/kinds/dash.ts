import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Dash: base58check with version 76 or 16. */
export const dash = defineWallet({
  name: "dash",
  label: "a Dash address",
  examples: [
    ["XoQAfEnCMFaRmdjiUjifB6hj5Wi7jcAa7B", "XoQAfEnCMFaRmdjiUjifB6hj5Wi7jcAa7B"],
    ["7f7yaitukRmrhdNX1ZjY5aNXKFFX77Vcb4", "7f7yaitukRmrhdNX1ZjY5aNXKFFX77Vcb4"],
  ],
  rejects: ["XoQAfEnCMFaRmdjiUjifB6hj5Wi7jcAa7C", "DFshNvkgtwM7zoosNXhdXEqbqb1YsqfUZy"],
  shape: /^[X7][1-9A-HJ-NP-Za-km-z]{33}$/u,
  canonicalise: (text) => (hasVersion(text, [[0x4c], [0x10]], 21) ? text : undefined),
  hasMispType: true,
  detect: [{ as: "address", first: "X7" }],
});
