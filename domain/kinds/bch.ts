import { oneCase } from "#domain/kinds/checks/bech32-address.ts";
import { isCashAddress } from "#domain/kinds/checks/cash-address.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Bitcoin Cash: CashAddr with or without its prefix, kept without; the old form cannot be told from Bitcoin's. */
export const bch = defineWallet({
  name: "bch",
  label: "a Bitcoin Cash address",
  examples: [
    ["qqy46rnzasw7qxjp34xn4r2sjdzxkd3z5s56g24ev6", "qqy46rnzasw7qxjp34xn4r2sjdzxkd3z5s56g24ev6"],
    ["bitcoincash:qqy46rnzasw7qxjp34xn4r2sjdzxkd3z5s56g24ev6", "qqy46rnzasw7qxjp34xn4r2sjdzxkd3z5s56g24ev6"],
  ],
  rejects: ["qqy46rnzasw7qxjp34xn4r2sjdzxkd3z5s56g24evq"],
  shape: /^(?:bitcoincash:)?[qpQP][02-9a-zA-Z]{41}$/i,
  canonicalise: (text) => {
    const lower = oneCase(text.replace(/^bitcoincash:/i, ""));
    return lower !== undefined && isCashAddress(lower, "bitcoincash") ? lower : undefined;
  },
  detect: [{ as: "address", first: "qpQP" }],
});
