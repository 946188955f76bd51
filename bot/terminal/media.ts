import { mostAttachmentBytes } from "../encryption/attachment.ts";

/** Why a file did not go or come: its message is the sentence to show. */
export class MediaFault extends Error {}

/** Where a device may put and fetch the ciphertexts of files. */
export interface Media {
  /** Resolves with the address, `mxc://server/id`. Rejects with MediaFault. */
  upload(ciphertext: Uint8Array): Promise<string>;
  /** At most `mostAttachmentBytes`. Rejects with MediaFault. */
  download(address: string): Promise<Uint8Array>;
}

const patienceMs = 120_000;
const addressShape = /^mxc:\/\/([A-Za-z0-9.:[\]-]{1,255})\/([A-Za-z0-9_-]{1,255})$/u;

/** The content repository (Matrix client-server API 1.16), as far as bytes go: never a name, never a kind of content. */
export function openMedia(url: string, accessToken: string): Media {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/octet-stream" };
    // a redirect would take the token to wherever the answer points
    const options: RequestInit = { ...init, headers, redirect: "error", signal: AbortSignal.timeout(patienceMs) };
    const response = await fetch(url.replace(/\/+$/u, "") + path, options).catch(() => undefined);
    if (response === undefined) throw new MediaFault("the homeserver does not answer");
    if (response.status === 413) throw new MediaFault("the homeserver takes no file of this size");
    if (!response.ok) throw new MediaFault(`the homeserver refused it (${response.status})`);
    return response;
  }
  return {
    async upload(ciphertext) {
      const response = await call("/_matrix/media/v3/upload", { method: "POST", body: new Uint8Array(ciphertext) });
      const answer: unknown = await response.json().catch(() => undefined);
      if (typeof answer === "object" && answer !== null && "content_uri" in answer && typeof answer.content_uri === "string")
        return answer.content_uri;
      throw new MediaFault("the homeserver gave it no address");
    },
    async download(address) {
      const [, server, id] = addressShape.exec(address) ?? [];
      if (server === undefined || id === undefined) throw new MediaFault("its address is not one of Matrix");
      const path = `/_matrix/client/v1/media/download/${encodeURIComponent(server)}/${encodeURIComponent(id)}`;
      return whole(await call(path, { method: "GET" }));
    },
  };
}

async function whole(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > mostAttachmentBytes) throw new MediaFault("it is too large");
      parts.push(part);
    }
  } catch (fault) {
    throw fault instanceof MediaFault ? fault : new MediaFault("the homeserver stopped in the middle of it");
  }
  return Buffer.concat(parts);
}
