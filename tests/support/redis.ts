import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { type Leashed, startOnLeash } from "../../config/process/leash.ts";
import { loopbackPort } from "../../config/process/port.ts";
import { temporaryFolder } from "./test-servers.ts";

/** What `config/bootstrap/redis.mjs` installs where the machine has none. */
const installed = fileURLToPath(new URL("../../.cache/synapse/redis/bin/redis-server", import.meta.url));

/** A Redis of its own that keeps nothing on disk: after `stop` and `start` it is empty, at the same address. */
export interface TestRedis {
  /** With a password, as in operation. */
  readonly url: string;
  readonly password: string;
  /** Runs `act` on a connection of its own. */
  with<T>(act: (client: Redis) => Promise<T>): Promise<T>;
  /** Every key with everything in it that could be read, as one text each. */
  content(): Promise<ReadonlyMap<string, string>>;
  /** Ends the server at once, as a crash would, if it runs. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A Redis on a free loopback port; it runs unless `asleep`. */
export async function testRedis(asleep?: "asleep"): Promise<TestRedis> {
  const port = await loopbackPort();
  const password = "red-canary-word";
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const command = program();
  let folder: string | undefined;
  let server: Leashed | undefined;

  async function connected<T>(act: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0, lazyConnect: true });
    client.on("error", () => {});
    try {
      await client.connect();
      return await act(client);
    } finally {
      client.disconnect();
    }
  }
  async function start(): Promise<void> {
    folder ??= temporaryFolder("redis");
    server = startOnLeash({
      command,
      args: ["--port", String(port), "--bind", "127.0.0.1", "--requirepass", password, "--save", "", "--appendonly", "no"],
      folder,
      env: {},
      log: join(folder, "redis.log"),
      stopSignal: "SIGKILL",
      timeoutMs: 1_000,
    });
    let over = false;
    void server.ended.then(() => {
      over = true;
    });
    while ((await connected((client) => client.ping()).catch(() => undefined)) === undefined) {
      if (over) throw new Error("Redis did not start");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  if (asleep === undefined) await start();
  return {
    url,
    password,
    with: connected,
    content: () => connected(async (client) => new Map(await Promise.all((await client.keys("*")).map((key) => readKey(client, key))))),
    async stop() {
      await server?.stop();
      server = undefined;
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
    start,
  };
}

async function readKey(client: Redis, key: string): Promise<[string, string]> {
  const kind = await client.type(key);
  const read: Readonly<Record<string, () => Promise<unknown>>> = {
    string: () => client.get(key),
    hash: () => client.hgetall(key),
    list: () => client.lrange(key, "0", "-1"),
    set: () => client.smembers(key),
    zset: () => client.zrange(key, "0", "-1"),
    stream: () => client.xrange(key, "-", "+"),
    none: async () => "",
  };
  const reading = read[kind];
  if (reading === undefined) throw new Error(`a key of the kind ${kind}`);
  return [key, JSON.stringify(await reading())];
}

function program(): string {
  const found = ["redis-server", installed].find((one) => spawnSync(one, ["--version"], { stdio: "ignore" }).status === 0);
  if (found === undefined)
    throw new Error("There is no Redis for the tests on this machine: install redis-server so that it is on the PATH.");
  return found;
}
