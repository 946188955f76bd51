import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, requestByFetch } from "../../../../../bot/matrix/client/fetch.ts";
import { type LocalServer, startLocalServer } from "../../../../support/local-server.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await startLocalServer();
});
afterAll(() => server.stop());

const get = (more: Partial<Parameters<typeof ask>[0]> = {}) =>
  ask({ method: "GET", url: `${server.url}/path`, headers: {}, silenceMs: 20_000, ...more });

describe("an answer", () => {
  test("comes whole, with its head", async () => {
    server.listener = (_, response) => void response.writeHead(418, { date: "Mon, 30 Nov 2026 12:00:00 GMT" }).end("tea");
    const { status, headers, body } = await get();
    expect([status, headers.get("date"), body.toString()]).toEqual([418, "Mon, 30 Nov 2026 12:00:00 GMT", "tea"]);
  });

  test.each([301, 302, 303, 307, 308])("that points elsewhere (%i) is one like any other: nobody goes there", async (status) => {
    const asked: (string | undefined)[] = [];
    server.listener = (request, response) => {
      asked.push(request.url);
      response.writeHead(status, { location: "/elsewhere" }).end();
    };
    expect((await get({ headers: { authorization: "Bearer token" } })).status).toBe(status);
    expect(asked).toEqual(["/path"]);
  });

  test("that is slow is waited for as long as something comes", async () => {
    server.listener = (_, response) => {
      let parts = 0;
      const timer = setInterval(() => {
        response.write("x");
        if (++parts < 6) return;
        clearInterval(timer);
        response.end();
      }, 300);
    };
    // longer in all than one silence may be
    expect((await get({ silenceMs: 1_500 })).body.toString()).toBe("xxxxxx");
  });

  test("that breaks off in the middle is none", async () => {
    server.listener = (_, response) => {
      response.writeHead(200, { "content-length": 10 }).write("half", () => response.destroy());
    };
    await expect(get()).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("a request ends", () => {
  test("when nothing comes: no head, or no more of the body", async () => {
    server.listener = () => {};
    await expect(get({ silenceMs: 100 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
    server.listener = (_, response) => void response.writeHead(200, { "content-length": 10 }).write("half");
    await expect(get({ silenceMs: 100 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });

  test("when it is stopped, before it begins and after it has", async () => {
    const [before, after] = [AbortSignal.abort(), new AbortController()];
    await expect(get({ ending: before })).rejects.toMatchObject({ code: "LIAISON_STOPPED" });
    server.listener = () => after.abort();
    await expect(get({ ending: after.signal })).rejects.toMatchObject({ code: "LIAISON_STOPPED" });
  });

  test("at once where nobody listens, by the system's name for that", async () => {
    const gone = await startLocalServer();
    await gone.stop();
    await expect(get({ url: gone.url })).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(get({ url: "http://nowhere.invalid/" })).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/u),
    });
  });

  test("as soon as more comes than is to be held, whether its head says so or not", async () => {
    const most = (status: number) => (status === 200 ? 4 : 2);
    server.listener = (_, response) => void response.end("five!");
    expect((await get({ most })).body).toBe("too-large");
    const over = Promise.withResolvers<void>();
    server.listener = (_, response) => {
      const timer = setInterval(() => response.write("x"), 10);
      response.writeHead(403).on("close", () => {
        clearInterval(timer);
        over.resolve();
      });
    };
    expect(await get({ most })).toMatchObject({ status: 403, body: "too-large" });
    await over.promise;
  });
});

describe("for the SDK", () => {
  const asked = (params: Partial<Parameters<typeof requestByFetch>[0]>) =>
    new Promise((resolve, reject) => {
      const all = { method: "GET", uri: `${server.url}/path`, headers: {}, timeout: 20_000, ...params };
      requestByFetch(all, (fault, response, body) => (fault ? reject(fault) : resolve({ ...response, read: body })));
    });

  test("a request carries its query, its body and nothing that invites compression", async () => {
    server.listener = (request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => response.end([request.method, request.url, request.headers["accept-encoding"], body].join(" ")));
    };
    const qs = { filter: '{"a":"ä & b"}', limit: 5, via: ["one", "two"] };
    expect(await asked({ method: "POST", qs, body: Buffer.from("bytes") })).toMatchObject({
      statusCode: 200,
      read: "POST /path?filter=%7B%22a%22%3A%22%C3%A4%20%26%20b%22%7D&limit=5&via=one&via=two identity bytes",
    });
    expect(await asked({ qs: null })).toMatchObject({ read: "GET /path identity " });
  });

  test("an answer has the shape of the `request` library's, and a fault its name", async () => {
    server.listener = (_, response) => void response.writeHead(429, { age: "3" }).end("{}");
    expect(await asked({})).toMatchObject({ statusCode: 429, headers: { age: "3" }, body: "{}", read: "{}" });
    server.listener = () => {};
    await expect(asked({ timeout: 50 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });
});
