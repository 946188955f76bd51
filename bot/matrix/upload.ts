import { type EncryptedFile, encryptAttachment } from "./attachment.ts";
import type { Homeserver } from "./homeserver.ts";

/**
 * Encrypts a file and leaves the ciphertext with the homeserver (client-server API 1.16, "Content repository"), which
 * learns its length and nothing else: no name, no type. Rejects with HomeserverError; throws RangeError where it is too large.
 */
export async function uploadEncrypted(homeserver: Pick<Homeserver, "upload">, content: Uint8Array): Promise<EncryptedFile> {
  const { ciphertext, file } = encryptAttachment(content);
  const answer = await homeserver.upload(ciphertext);
  if (typeof answer.content_uri !== "string") throw new Error("the homeserver gave an upload no address");
  return { ...file, url: answer.content_uri };
}
