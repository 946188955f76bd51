import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, expect, test } from "vitest";
import { webhookAddress } from "../../../config/webhook-address.ts";

const data = mkdtempSync(`${tmpdir()}/liaison-hooks-`);
afterAll(() => rmSync(data, { recursive: true, force: true }));
const real = { sandbox: false, role: "all", data } as const;

test("a sandbox has a port of its own that it keeps, as long as nobody else takes it", async () => {
  const first = await webhookAddress({ ...real, sandbox: true });
  expect(first.url).toBe(`http://127.0.0.1:${first.port}`);
  expect(await webhookAddress({ ...real, sandbox: true })).toEqual(first);
  const other = createServer().listen(first.port, "127.0.0.1");
  await once(other, "listening");
  const second = await webhookAddress({ ...real, sandbox: true });
  expect(second.port).not.toBe(first.port);
  other.close();
  await once(other, "close");
  expect(await webhookAddress({ ...real, sandbox: true })).toEqual(second);
});

test("elsewhere there is one where the operator says so", async () => {
  expect(await webhookAddress(real)).toEqual({});
  expect(await webhookAddress({ ...real, hooksPort: 8090 })).toEqual({ port: 8090, url: "http://127.0.0.1:8090" });
  expect(await webhookAddress({ ...real, role: "sources", hooksPort: 8090 })).toEqual({ port: 8090, url: "http://127.0.0.1:8090" });
  const hooksUrl = "https://hooks.example.org";
  expect(await webhookAddress({ ...real, hooksPort: 8090, hooksUrl })).toEqual({ port: 8090, url: hooksUrl });
  // a bot of its own leaves the port to the process for sources, and tells the address
  expect(await webhookAddress({ ...real, role: "bot", hooksPort: 8090 })).toEqual({ url: "http://127.0.0.1:8090" });
  expect(await webhookAddress({ ...real, role: "bot", hooksUrl })).toEqual({ url: hooksUrl });
});
