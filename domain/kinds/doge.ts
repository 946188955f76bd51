import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Dogecoin: base58check with version 30 or 22. */
export const doge = defineWallet({
  name: "doge",
  label: "a Dogecoin address",
  examples: [
    ["DFshNvkgtwM7zoosNXhdXEqbqb1YsqfUZy", "DFshNvkgtwM7zoosNXhdXEqbqb1YsqfUZy"],
    ["A3AsW4NPDVe7TLhBBB35eEfJoYx1EeA36V", "A3AsW4NPDVe7TLhBBB35eEfJoYx1EeA36V"],
  ],
  rejects: ["DFshNvkgtwM7zoosNXhdXEqbqb1YsqfUZx", "XoQAfEnCMFaRmdjiUjifB6hj5Wi7jcAa7B"],
  shape: /^[DA9][1-9A-HJ-NP-Za-km-z]{33}$/u,
  canonicalise: (text) => (hasVersion(text, [[0x1e], [0x16]], 21) ? text : undefined),
  detect: [{ as: "address", first: "DA9" }],
});
