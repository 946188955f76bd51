import { bech32Bytes } from "#domain/kinds/checks/bech32-address.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

/** Bytes by the kind in the first four bits (CIP 19): a header, then one or two hashes of 28 bytes; pointers are longer. */
function hasLength(bytes: Uint8Array): boolean {
  const kind = (bytes[0] ?? 0) >> 4;
  if (kind <= 3) return bytes.length === 57;
  if (kind === 4 || kind === 5) return bytes.length > 29 && bytes.length <= 60;
  return (kind === 6 || kind === 7 || kind === 14 || kind === 15) && bytes.length === 29;
}

/** Cardano since Shelley, of the main network: bech32 (CIP 19). */
export const ada = defineWallet({
  name: "ada",
  label: "a Cardano address",
  examples: [
    "addr1qy2gm6w957jy6x09dnv6uxj4f0m8s3a0krzc7msjlg56clgy8fccwax9w27c5fddh6cmln2uqft2uywwe70ec0ujt58qry2st6",
    "stake1uyzr5uv8wnzh90v2ykkmavdle4wqy44wz88vl8uu87f96rsdxhy3r",
  ].map((address) => [address, address] as const),
  rejects: ["stake1uyzr5uv8wnzh90v2ykkmavdle4wqy44wz88vl8uu87f96rsdxhy3q"],
  shape: /^(?:addr1|stake1)[02-9a-z]{50,120}$/u,
  canonicalise: (text) => {
    const bytes = bech32Bytes(text, text.slice(0, text.indexOf("1")));
    return bytes !== undefined && hasLength(bytes) ? text : undefined;
  },
  detect: [{ as: "address", first: "as" }],
});
