import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { isWitness, oneCase } from "#domain/kinds/checks/bech32-address.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Bitcoin: base58check with version 0 or 5, or a witness address (BIP 173, BIP 350), which is kept in lower case. */
export const btc = defineWallet({
  name: "btc",
  label: "a Bitcoin address",
  examples: [
    ["18MLwzb1QuLo1SbcduuaHahtd33t29bL7E", "18MLwzb1QuLo1SbcduuaHahtd33t29bL7E"],
    ["393MsY5SxofB6cJ3m1aAiD4pmZLbYePtR6", "393MsY5SxofB6cJ3m1aAiD4pmZLbYePtR6"],
    ["BC1Q2ZSA5Q532E5MXFH9XS35UUYZSYCVC4RJRA5C34", "bc1q2zsa5q532e5mxfh9xs35uuyzsycvc4rjra5c34"],
    ["bc1p2zsa5q532e5mxfh9xs35uuyzsycvc4rjkrd25zjsqulvxvgjxspsgenayk", "bc1p2zsa5q532e5mxfh9xs35uuyzsycvc4rjkrd25zjsqulvxvgjxspsgenayk"],
  ],
  rejects: [
    "18MLwzb1QuLo1SbcduuaHahtd33t29bL7F",
    "bc1q2zsa5q532e5mxfh9xs35uuyzsycvc4rjra5c35",
    // version 1 with the checksum of version 0
    "bc1p2zsa5q532e5mxfh9xs35uuyzsycvc4rjkrd25zjsqulvxvgjxspsa9r3p5",
    "bc1Q2zsa5q532e5mxfh9xs35uuyzsycvc4rjra5c34",
    "LaWKLC1qonysHRG8FypZMn5HArURnaZCpn",
  ],
  shape: /^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|[bB][cC]1[02-9a-zA-Z]{8,87})$/u,
  canonicalise: (text) => {
    if (!/^bc1/i.test(text)) return hasVersion(text, [[0], [5]], 21) ? text : undefined;
    const lower = oneCase(text);
    return lower !== undefined && isWitness(lower, "bc") ? lower : undefined;
  },
  detect: [{ as: "address", first: "13bB" }],
  names: { types: "bitcoin", headers: "btc bitcoin bitcoinaddress btcaddress" },
  hasMispType: true,
});
