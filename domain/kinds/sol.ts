import { createRequire } from "node:module";
import { decoded } from "#domain/kinds/checks/base58-check.ts";
import { defineWallet } from "#domain/kinds/families/wallet.ts";

const require = createRequire(import.meta.url);
// read when the first address comes: curves are the slowest part of a start. require() has no types of its own
const curve = () => (require("@noble/curves/ed25519.js") as typeof import("@noble/curves/ed25519.js")).ed25519.Point;

/** Solana: base58 of a point of Ed25519 (RFC 8032, section 5.1.3). Addresses of programs are off the curve and not taken: nothing else tells them from chance. */
export const sol = defineWallet({
  name: "sol",
  label: "a Solana address",
  examples: [["8Eer6YP6gVtvYowtwikefvW6G4Cc6Yd8emWYjBJwA8bB", "8Eer6YP6gVtvYowtwikefvW6G4Cc6Yd8emWYjBJwA8bB"]],
  rejects: ["7QWHKNtRZrZLjSVNw8ommbHYrMQ2PVPUXY77QP8iDTAm", "11111111111111111111111111111111", "18MLwzb1QuLo1SbcduuaHahtd33t29bL7E"],
  shape: /^(?!1{5})[1-9A-HJ-NP-Za-km-z]{40,44}$/u,
  canonicalise: (text) => {
    const bytes = decoded(text);
    if (bytes?.length !== 32) return undefined;
    try {
      curve().fromBytes(bytes);
      return text;
    } catch {
      return undefined;
    }
  },
  detect: [{ as: "address" }],
});
