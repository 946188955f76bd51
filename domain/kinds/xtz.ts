import { hasVersion } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** The versions that show as tz1, tz2, tz3, tz4 and KT1. */
const versions = [
  [6, 161, 159],
  [6, 161, 161],
  [6, 161, 164],
  [6, 161, 166],
  [2, 90, 121],
];

/** Tezos: base58check with a version of three bytes. */
export const xtz = defineWallet({
  name: "xtz",
  label: "a Tezos address",
  examples: [
    ["tz1SjTCaTWdjrr3FKNPsBirXg5WHpkSJfAwt", "tz1SjTCaTWdjrr3FKNPsBirXg5WHpkSJfAwt"],
    ["KT1FgC5DwNWGwnFLWGhdE5YYWdquZJJZb9F4", "KT1FgC5DwNWGwnFLWGhdE5YYWdquZJJZb9F4"],
  ],
  rejects: ["tz1SjTCaTWdjrr3FKNPsBirXg5WHpkSJfAwu", "tz9SjTCaTWdjrr3FKNPsBirXg5WHpkSJfAwt"],
  shape: /^(?:tz[1-4]|KT1)[1-9A-HJ-NP-Za-km-z]{33}$/u,
  canonicalise: (text) => (hasVersion(text, versions, 23) ? text : undefined),
  detect: [{ as: "address", first: "tK" }],
});
