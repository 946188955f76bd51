import type { IncomingMessage } from "node:http";

/** Most bytes of a body. */
export const mostBytes = 65_536;
/** A sender that is refused while it still sends must be let go on a little, or it never sees the answer: a closed connection comes first. */
const mostDiscarded = 1_048_576;

/** The whole body; "too-large" as soon as that is known, and nothing of it is kept. Rejects when the sender goes away. */
export function readBody(request: IncomingMessage): Promise<Buffer | "too-large"> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers["content-length"] ?? 0);
    if (declared > mostBytes) resolve("too-large");
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= mostBytes && declared <= mostBytes) return void parts.push(part);
      parts.length = 0;
      resolve("too-large");
      if (size > mostDiscarded) request.destroy();
    });
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("error", reject);
    request.once("close", () => reject(new Error("the sender went away")));
  });
}
