import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { isWitness, oneCase } from "#domain/kinds/checks/bech32-address.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Litecoin: base58check with version 48 or 50, or a witness address; the old form that begins with 3 cannot be told from Bitcoin's. */
export const ltc = defineWallet({
  name: "ltc",
  label: "a Litecoin address",
  examples: [
    ["LaWKLC1qonysHRG8FypZMn5HArURnaZCpn", "LaWKLC1qonysHRG8FypZMn5HArURnaZCpn"],
    ["MPBXJQcRE9ucvHYJJpVCL2crRrzKD5RDym", "MPBXJQcRE9ucvHYJJpVCL2crRrzKD5RDym"],
    ["ltc1q573zzx5f48v09268zknqdld9rpkzl5lg0edawx", "ltc1q573zzx5f48v09268zknqdld9rpkzl5lg0edawx"],
  ],
  rejects: ["LaWKLC1qonysHRG8FypZMn5HArURnaZCpo", "ltc1q573zzx5f48v09268zknqdld9rpkzl5lg0edaww", "18MLwzb1QuLo1SbcduuaHahtd33t29bL7E"],
  shape: /^(?:[LM][1-9A-HJ-NP-Za-km-z]{25,34}|[lL][tT][cC]1[02-9a-zA-Z]{8,87})$/u,
  canonicalise: (text) => {
    if (!/^ltc1/i.test(text)) return hasVersion(text, [[0x30], [0x32]], 21) ? text : undefined;
    const lower = oneCase(text);
    return lower !== undefined && isWitness(lower, "ltc") ? lower : undefined;
  },
  detect: [{ as: "address", first: "LMl" }],
});
