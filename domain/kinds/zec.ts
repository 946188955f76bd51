import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { bech32Bytes, bech32mBytes } from "#domain/kinds/checks/bech32-address.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

const transparent = [
  [0x1c, 0xb8],
  [0x1c, 0xbd],
];

/** Zcash: transparent (base58check), Sapling (bech32, 43 bytes) and unified addresses (bech32m; ZIP 316). */
export const zec = defineWallet({
  name: "zec",
  label: "a Zcash address",
  examples: [
    ["t1enHdop4VcMcEFnzKssph1Be3SX37Vi3Ks", "t1enHdop4VcMcEFnzKssph1Be3SX37Vi3Ks"],
    ["t3fUJZMJW3WfzKRVRSyYR7dYaBxokgCzKBq", "t3fUJZMJW3WfzKRVRSyYR7dYaBxokgCzKBq"],
    [
      "zs1e2tczyk2rw7u47kzxxee5g7ufkncdmlcz37yuu4espmcttlwfzanuglgzcqrjk22xwy57s4kz23",
      "zs1e2tczyk2rw7u47kzxxee5g7ufkncdmlcz37yuu4espmcttlwfzanuglgzcqrjk22xwy57s4kz23",
    ],
  ],
  rejects: ["t1enHdop4VcMcEFnzKssph1Be3SX37Vi3Kt", "zs1e2tczyk2rw7u47kzxxee5g7ufkncdmlcz37yuu4espmcttlwfzanuglgzcqrjk22xwy57s4kz22"],
  shape: /^(?:t[13][1-9A-HJ-NP-Za-km-z]{33}|zs1[02-9a-z]{75}|u1[02-9a-z]{60,500})$/u,
  canonicalise: (text) => {
    if (text.startsWith("zs1")) return bech32Bytes(text, "zs")?.length === 43 ? text : undefined;
    if (text.startsWith("u1")) return bech32mBytes(text, "u") === undefined ? undefined : text;
    return hasVersion(text, transparent, 22) ? text : undefined;
  },
  detect: [{ as: "address", first: "tzu" }],
});
