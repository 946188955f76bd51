import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { encryptAttachment, mostAttachmentBytes } from "../../../../bot/matrix/attachment.ts";
import { downloadEncrypted } from "../../../../bot/matrix/download.ts";
import { type Homeserver, openHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { anna } from "../../storage/fresh.ts";

const authenticated = "/_matrix/client/v1/media/download/x.org/id";
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[];
/** Bytes that the server could get rid of, as far as it knows. */
let written = 0;
const server = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers.authorization}`);
  answer(request, response);
});
let homeserver: Homeserver;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // a TCP server's address is always this
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  homeserver = openHomeserver({ homeserver: url, accessToken: "token", userId: anna, deviceId: "D" });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const content = Buffer.from("198.51.100.7\n".repeat(10_000));
const { ciphertext, file } = encryptAttachment(content);
const sent = { ...file, url: "mxc://x.org/id" };
const json = (status: number, body: object) => (_: unknown, response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

describe("a file from the homeserver", () => {
  test("is asked for with the token, checked and decrypted", async () => {
    answer = (_, response) => void response.end(ciphertext);
    expect(await downloadEncrypted(homeserver, sent)).toEqual({ ok: true, bytes: content });
    expect(asked).toEqual([`${authenticated} Bearer token`]);
  });

  test("comes in the old way from a server that knows no other", async () => {
    answer = (request, response) =>
      request.url === authenticated
        ? json(404, { errcode: "M_UNRECOGNIZED", error: "?" })(request, response)
        : void response.end(ciphertext);
    expect(await downloadEncrypted(homeserver, sent)).toMatchObject({ ok: true });
    expect(asked[1]).toBe("/_matrix/media/v3/download/x.org/id Bearer token");
  });

  test("that is not there is not looked for elsewhere", async () => {
    answer = json(404, { errcode: "M_NOT_FOUND", error: "?" });
    await expect(downloadEncrypted(homeserver, sent)).rejects.toMatchObject({ status: 404, errcode: "M_NOT_FOUND", permanent: true });
    expect(asked).toHaveLength(1);
  });

  test("that was changed on the way is not decrypted", async () => {
    const changed = Buffer.from(ciphertext);
    changed[7] = (changed[7] ?? 0) ^ 1;
    answer = (_, response) => void response.end(changed);
    expect(await downloadEncrypted(homeserver, sent)).toEqual({ ok: false, why: "changed" });
  });

  test.each(["https://x.org/id", "mxc://x.org/../../v3/account", "mxc://x.org/", "mxc:///id"])(
    "at %s is asked for nowhere",
    async (url) => {
      expect(await downloadEncrypted(homeserver, { ...file, url })).toEqual({ ok: false, why: "unknown-format" });
      expect(asked).toEqual([]);
    },
  );

  test("that says itself that it is too large is not read", async () => {
    answer = (_, response) => void response.writeHead(200, { "content-length": mostAttachmentBytes + 1 }).write("x");
    expect(await downloadEncrypted(homeserver, sent)).toEqual({ ok: false, why: "too-large" });
  });

  test("that goes on and on is cut off, whatever it says of itself", async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    written = 0;
    const over = Promise.withResolvers<void>();
    answer = (_, response) => {
      response.on("close", over.resolve).on("error", () => {});
      const more = (): void => {
        written += chunk.length;
        if (!response.destroyed) response.write(chunk, more);
      };
      more();
    };
    expect(await downloadEncrypted(homeserver, sent)).toEqual({ ok: false, why: "too-large" });
    await over.promise;
    expect(written).toBeGreaterThan(mostAttachmentBytes);
    // what the system's own buffers take of a connection comes on top
    expect(written).toBeLessThan(4 * mostAttachmentBytes);
  });

  test("of the largest size comes whole", async () => {
    const most = encryptAttachment(Buffer.alloc(mostAttachmentBytes, 1));
    answer = (_, response) => void response.end(most.ciphertext);
    const got = await downloadEncrypted(homeserver, { ...most.file, url: sent.url });
    expect(got.ok && got.bytes.length).toBe(mostAttachmentBytes);
  });

  test("that breaks off in the middle is no file", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": ciphertext.length });
      response.write(ciphertext.subarray(0, 1_000), () => response.destroy());
    };
    await expect(downloadEncrypted(homeserver, sent)).rejects.toMatchObject({ status: 0, permanent: false });
  });

  test("is not fetched from where a redirect points", async () => {
    answer = (_, response) => void response.writeHead(307, { location: "/elsewhere" }).end();
    await expect(downloadEncrypted(homeserver, sent)).rejects.toMatchObject({ status: 307 });
    expect(asked).toHaveLength(1);
  });

  test("is waited for as the homeserver asks, also behind a gateway that speaks no JSON", async () => {
    answer = json(429, { errcode: "M_LIMIT_EXCEEDED", error: "?", retry_after_ms: 70 });
    await expect(downloadEncrypted(homeserver, sent)).rejects.toMatchObject({ retryAfterMs: 70, permanent: false });
    expect(homeserver.rateLimited).toBe(1);
    answer = (_, response) => void response.writeHead(502).end(`<html>${"x".repeat(100_000)}`);
    await expect(downloadEncrypted(homeserver, sent)).rejects.toMatchObject({ status: 502, errcode: "LIAISON_HTTP", permanent: false });
  });

  test("is let go when the bot stops", async () => {
    const begun = Promise.withResolvers<void>();
    answer = (_, response) => {
      response.writeHead(200).write("x");
      begun.resolve();
    };
    const stopping = new AbortController();
    const got = downloadEncrypted(homeserver, sent, stopping.signal);
    await begun.promise;
    stopping.abort();
    await expect(got).rejects.toMatchObject({ errcode: "LIAISON_STOPPED" });
    await expect(downloadEncrypted(homeserver, sent, stopping.signal)).rejects.toMatchObject({ errcode: "LIAISON_STOPPED" });
  });
});
