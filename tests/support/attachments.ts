import { createHash, webcrypto } from "node:crypto";
import type { Heard } from "./hearing.ts";
import type { Officer } from "./officer.ts";

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
