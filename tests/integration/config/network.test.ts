import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { applyNetwork } from "../../../config/network.ts";
import { Refusal } from "../../../config/refusal.ts";
import { startLocalServer } from "../../support/local-server.ts";

const at = (path: string) => new URL(path, import.meta.url);
/** What the facade finds at these addresses in a process of its own: the network's settings hold for a whole process. */
async function asked(settings: Parameters<typeof applyNetwork>[0], urls: readonly string[], machine: Record<string, string> = {}) {
  const script = `
    const { applyNetwork } = await import(${JSON.stringify(at("../../../config/network.ts").href)});
    const { openUnnamed } = await import(${JSON.stringify(at("../../../bot/matrix/homeserver.ts").href)});
    applyNetwork(${JSON.stringify(settings)});
    const faults = [];
    for (const url of ${JSON.stringify(urls)}) faults.push(await openUnnamed(url).versions().then(() => "answered", (fault) => fault.errcode));
    console.log(JSON.stringify(faults));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: machine });
  return JSON.parse(stdout) as readonly string[];
}

/** A proxy that refuses, and notes whom it was to connect. */
async function startRefusingProxy() {
  const connects: string[] = [];
  const server = await startLocalServer();
  server.onConnect = (request, socket) => {
    connects.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  };
  return Object.assign(server, { connects });
}

test("everything goes through the proxy but what is on this machine", async () => {
  const [proxy, local] = await Promise.all([startRefusingProxy(), startLocalServer()]);
  local.listener = (_, response) => void response.end("{}");
  const found = await asked({ proxy: proxy.url }, ["https://homeserver.example", local.url]);
  expect([found[0] === "answered", found[1]]).toEqual([false, "answered"]);
  expect(proxy.connects).toEqual(["homeserver.example:443"]);
  await Promise.all([proxy.stop(), local.stop()]);
});

test("the machine's own proxy and its exceptions hold where none is set", async () => {
  const proxy = await startRefusingProxy();
  const machine = { HTTPS_PROXY: proxy.url, NO_PROXY: "inside.invalid" };
  await asked({}, ["https://homeserver.example", "https://inside.invalid"], machine);
  expect(proxy.connects).toEqual(["homeserver.example:443"]);
  await proxy.stop();
});

test("a certificate of one's own authority is accepted where its file is named, and only there", async () => {
  const [caFile, key] = [at("fixtures/own-ca.pem"), at("fixtures/own-ca.key.pem")].map((file) => fileURLToPath(file)) as [string, string];
  const server = createTlsServer({ cert: readFileSync(caFile), key: readFileSync(key) }, (_, response) => void response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // a TCP server's address is always this
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await asked({ caFile }, [url])).toEqual(["answered"]);
  expect(await asked({}, [url])).toEqual(["DEPTH_ZERO_SELF_SIGNED_CERT"]);
  server.close();
});

test("a file that holds no certificates is refused by name", () => {
  expect(() => applyNetwork({ caFile: "/nowhere" })).toThrow(Refusal);
});
