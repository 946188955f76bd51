import { createHash, webcrypto } from "node:crypto";
import type { Heard } from "./hearing.ts";
import type { Officer } from "./officer.ts";

/** A file that an officer has. */
export interface OwnFile {
  readonly name: string;
  readonly mimetype: string;
  readonly bytes: Uint8Array;
}

/** Encrypts and uploads a file as the specification says, with none of our own code: the content of a message that carries it. */
export async function attaching(
  { homeserver, accessToken }: { readonly homeserver: string; readonly accessToken: string },
  { name, mimetype, bytes }: OwnFile,
  caption?: string,
): Promise<Readonly<Record<string, unknown>>> {
  const key = await webcrypto.subtle.generateKey({ name: "AES-CTR", length: 256 }, true, ["encrypt", "decrypt"]);
  const counter = Buffer.concat([webcrypto.getRandomValues(new Uint8Array(8)), Buffer.alloc(8)]);
  const ciphertext = Buffer.from(await webcrypto.subtle.encrypt({ name: "AES-CTR", counter, length: 64 }, key, new Uint8Array(bytes)));
  const unpadded = (part: Buffer): string => part.toString("base64").replace(/=+$/u, "");
  const response = await fetch(`${homeserver}/_matrix/media/v3/upload`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/octet-stream" },
    body: ciphertext,
  });
  if (!response.ok) throw new Error(`the file was not taken: ${response.status}`);
  const { content_uri: url } = (await response.json()) as { content_uri: string };
  const { k } = await webcrypto.subtle.exportKey("jwk", key);
  const hashes = { sha256: unpadded(createHash("sha256").update(ciphertext).digest()) };
  return {
    msgtype: "m.file",
    body: caption ?? name,
    filename: name,
    info: { mimetype, size: bytes.length },
    file: {
      v: "v2",
      url,
      key: { kty: "oct", alg: "A256CTR", ext: true, key_ops: ["encrypt", "decrypt"], k },
      iv: unpadded(counter),
      hashes,
    },
  };
}

/** A file as an officer's client shows it. */
export interface Attached {
  readonly name: string;
  readonly mimetype: string;
  readonly text: string;
}

interface FileContent {
  readonly filename: string;
  readonly info: { readonly mimetype: string; readonly size: number };
  readonly file: {
    readonly url: string;
    readonly key: JsonWebKey;
    readonly iv: string;
    readonly hashes: { readonly sha256: string };
  };
}

/** Fetches and decrypts a file as the specification says ("Sending encrypted attachments"), with none of our own code. */
export async function attached(officer: Officer, heard: Heard): Promise<Attached> {
  const event = officer.client.getRoom(heard.room)?.findEventById(heard.eventId);
  if (event === undefined) throw new Error(`${officer.userId} does not have ${heard.eventId}`);
  const { filename, info, file } = event.getContent() as FileContent;
  const response = await fetch(`${officer.account.homeserver}/_matrix/client/v1/media/download/${file.url.replace("mxc://", "")}`, {
    headers: { authorization: `Bearer ${officer.account.accessToken}` },
  });
  if (!response.ok) throw new Error(`the file is not there: ${response.status}`);
  const ciphertext = Buffer.from(await response.arrayBuffer());
  if (createHash("sha256").update(ciphertext).digest("base64").replace(/=+$/u, "") !== file.hashes.sha256) throw new Error("wrong hash");
  const key = await webcrypto.subtle.importKey("jwk", file.key, "AES-CTR", false, ["decrypt"]);
  const counter = Buffer.from(file.iv, "base64");
  const content = Buffer.from(await webcrypto.subtle.decrypt({ name: "AES-CTR", counter, length: 64 }, key, ciphertext));
  if (content.length !== info.size) throw new Error(`${content.length} bytes instead of ${info.size}`);
  return { name: filename, mimetype: info.mimetype, text: content.toString() };
}
