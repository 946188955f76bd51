import { type Attachment, decryptAttachment, type EncryptedFile, mostAttachmentBytes } from "./attachment.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";

/** `mxc://server/id` (Matrix client-server API 1.16, "Matrix Content (mxc) URIs"). */
const address = /^mxc:\/\/([A-Za-z0-9.:[\]-]{1,255})\/([A-Za-z0-9_-]{1,255})$/u;

/**
 * Fetches a file's ciphertext into memory, checks it, and decrypts it; a homeserver from before authenticated media
 * (Matrix 1.11) is asked in the old way. Rejects with HomeserverError.
 */
export async function downloadEncrypted(
  homeserver: Pick<Homeserver, "download">,
  file: EncryptedFile,
  stopping?: AbortSignal,
): Promise<Attachment> {
  const [, server, id] = address.exec(file.url) ?? [];
  if (server === undefined || id === undefined) return { ok: false, why: "unknown-format" };
  const get = (old: boolean) => homeserver.download({ server, id, old }, mostAttachmentBytes, stopping);
  const ciphertext = await get(false).catch((fault: unknown) => {
    if (!(fault instanceof HomeserverError) || fault.errcode !== "M_UNRECOGNIZED") throw fault;
    return get(true);
  });
  return ciphertext === "too-large" ? { ok: false, why: "too-large" } : decryptAttachment(ciphertext, file);
}
