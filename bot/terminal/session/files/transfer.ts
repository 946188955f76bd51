import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { type EncryptedFile, mostAttachmentBytes } from "../../../matrix/attachment.ts";
import { downloadEncrypted } from "../../../matrix/download.ts";
import { type Homeserver, HomeserverError } from "../../../matrix/homeserver.ts";
import { uploadEncrypted } from "../../../matrix/upload.ts";

/** Done, or the sentence that says why not. */
type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

/** A file of this machine as ciphertext at the homeserver. */
export interface Uploaded {
  readonly name: string;
  /** Bytes of the plain file. */
  readonly size: number;
  readonly file: EncryptedFile;
}

const mostMegabytes = mostAttachmentBytes / 1024 / 1024;
const failed = (sentence: string) => ({ ok: false, sentence }) as const;
const codeOf = (fault: unknown): string =>
  fault instanceof Error && "code" in fault && typeof fault.code === "string" ? fault.code : "unknown fault";
function because(fault: unknown): string {
  const code = codeOf(fault);
  if (code === "ENOENT") return "there is no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "you may not";
  if (code === "EEXIST") return "that file exists already";
  return code === "EISDIR" ? "that is a folder" : code;
}
function refused({ status, errcode }: HomeserverError): string {
  if (status === 0) return "the homeserver does not answer";
  if (status === 413 || errcode === "M_TOO_LARGE") return "the homeserver takes no file of this size";
  return `the homeserver refused it (${status})`;
}

/** Encrypts and uploads a file. The homeserver learns its size, not its name or content. */
export async function uploadFile(homeserver: Pick<Homeserver, "upload">, path: string): Promise<Outcome<Uploaded>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const about = await handle.stat();
    if (!about.isFile()) return failed(`Not sent: ${path} is no file.`);
    if (about.size > mostAttachmentBytes) return failed(`Not sent: ${path} is larger than ${mostMegabytes} MB.`);
    const bytes = await handle.readFile();
    return { ok: true, value: { name: basename(path), size: bytes.length, file: await uploadEncrypted(homeserver, bytes) } };
  } catch (fault) {
    if (fault instanceof RangeError) return failed(`Not sent: ${path} is larger than ${mostMegabytes} MB.`);
    return failed(fault instanceof HomeserverError ? `Not sent: ${refused(fault)}.` : `Not sent: ${path}: ${because(fault)}.`);
  } finally {
    await handle?.close();
  }
}

/** Downloads, checks and decrypts; the new file is for this user alone and never replaces one. Gives the bytes written. */
export async function saveFile(homeserver: Pick<Homeserver, "download">, file: EncryptedFile, path: string): Promise<Outcome<number>> {
  try {
    const opened = await downloadEncrypted(homeserver, file);
    if (!opened.ok) {
      if (opened.why === "changed") return failed("Not saved: the file was changed on its way. Ask for it again.");
      return failed(
        opened.why === "too-large" ? `Not saved: it is larger than ${mostMegabytes} MB.` : "Not saved: it is encrypted in an unknown way.",
      );
    }
    const handle = await open(path, "wx", 0o600);
    try {
      await handle.writeFile(opened.bytes);
    } finally {
      await handle.close();
    }
    return { ok: true, value: opened.bytes.length };
  } catch (fault) {
    return failed(fault instanceof HomeserverError ? `Not saved: ${refused(fault)}.` : `Not saved: ${path}: ${because(fault)}.`);
  }
}
