import { createHash } from "node:crypto";
import { fingerprintWords } from "#domain/people/fingerprint.ts";

/** The public key in a cross-signing key: `{"keys": {"ed25519:KEY": "KEY"}, …}`, unpadded base64 (Matrix specification, "Cross-signing"). */
export function publicKeyOf(crossSigningKey: unknown): string | undefined {
  if (typeof crossSigningKey !== "object" || crossSigningKey === null || !("keys" in crossSigningKey)) return undefined;
  const keys = crossSigningKey.keys;
  const key: unknown = typeof keys === "object" && keys !== null ? Object.values(keys)[0] : undefined;
  return typeof key === "string" ? key.replace(/=+$/u, "") : undefined;
}

/** Six words of the SHA-256 of a public key in base64. */
export const wordsOf = (publicKey: string): readonly string[] =>
  fingerprintWords(createHash("sha256").update(Buffer.from(publicKey, "base64")).digest());
