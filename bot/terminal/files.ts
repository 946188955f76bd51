import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { decryptAttachment, type EncryptedFile, encryptAttachment, mostAttachmentBytes } from "../encryption/attachment.ts";
import { type Media, MediaFault } from "./media.ts";

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
const because = (fault: unknown): string => {
  const code = codeOf(fault);
  if (code === "ENOENT") return "there is no such file or folder";
  if (code === "EACCES" || code === "EPERM") return "you may not";
  if (code === "EEXIST") return "that file exists already";
  return code === "EISDIR" ? "that is a folder" : code;
};

/** Encrypts and uploads a file. The homeserver learns its size, not its name or content. */
export async function uploadFile(media: Media, path: string): Promise<Outcome<Uploaded>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const about = await handle.stat();
    if (!about.isFile()) return failed(`Not sent: ${path} is no file.`);
    if (about.size > mostAttachmentBytes) return failed(`Not sent: ${path} is larger than ${mostMegabytes} MB.`);
    const bytes = await handle.readFile();
    const { ciphertext, file } = encryptAttachment(bytes);
    return { ok: true, value: { name: basename(path), size: bytes.length, file: { ...file, url: await media.upload(ciphertext) } } };
  } catch (fault) {
    if (fault instanceof RangeError) return failed(`Not sent: ${path} is larger than ${mostMegabytes} MB.`);
    return failed(fault instanceof MediaFault ? `Not sent: ${fault.message}.` : `Not sent: ${path}: ${because(fault)}.`);
  } finally {
    await handle?.close();
  }
}

/** Downloads, checks and decrypts; the new file is for this user alone and never replaces one. Gives the bytes written. */
export async function saveFile(media: Media, file: EncryptedFile, path: string): Promise<Outcome<number>> {
  try {
    const opened = decryptAttachment(await media.download(file.url), file);
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
    return failed(fault instanceof MediaFault ? `Not saved: ${fault.message}.` : `Not saved: ${path}: ${because(fault)}.`);
  }
}
