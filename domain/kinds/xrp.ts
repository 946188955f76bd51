import { base58xrp } from "@scure/base";
import { base58Check } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** XRP Ledger, classic: base58check in the ledger's own alphabet with version 0. */
export const xrp = defineWallet({
  name: "xrp",
  label: "an XRP address",
  examples: [["rM24zEPekiYfeTPSmDKXSBWeaHvWUxkKKU", "rM24zEPekiYfeTPSmDKXSBWeaHvWUxkKKU"]],
  rejects: ["rM24zEPekiYfeTPSmDKXSBWeaHvWUxkKKV", "18MLwzb1QuLo1SbcduuaHahtd33t29bL7E"],
  shape: /^r[1-9A-HJ-NP-Za-km-z]{24,34}$/u,
  canonicalise: (text) => {
    const payload = base58Check(text, base58xrp);
    return payload?.length === 21 && payload[0] === 0 ? text : undefined;
  },
  detect: [{ as: "address", first: "r" }],
});
