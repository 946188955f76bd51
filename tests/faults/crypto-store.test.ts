import { spawn } from "node:child_process";
import { createPrivateKey, createPublicKey, randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize } from "node:v8";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCryptoJournal } from "../../storage/device/crypto-journal.ts";
import { openStorage } from "../../storage/open.ts";
import { register } from "../support/accounts.ts";
import { testHomeserver, testPostgres } from "../support/test-servers.ts";
import type { Task } from "./crypto-store-process.ts";

const runs = Number(process.env.FAULT_RUNS ?? 20);
const seed = Number(process.env.FAULT_SEED ?? randomInt(2 ** 31));
const rooms = ["!one:liaison.localhost", "!two:liaison.localhost"];

let server: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
beforeAll(async () => {
  [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
});
afterAll(() => Promise.all([server.stop(), postgres.stop()]));

/** Mulberry32: the same seed gives the same faults. */
function random(from: number): (below: number) => number {
  let state = from;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below;
  };
}

interface Ended {
  readonly lines: readonly string[];
  readonly signal: string | null;
  readonly errors: string;
}
function run(task: Task): Promise<Ended> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve("./crypto-store-process.ts")), JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  return new Promise((resolve) =>
    child.on("close", (_code, signal) => resolve({ lines: out.split("\n").filter(Boolean), signal, errors })),
  );
}

/** Sessions of outbound rows in the store, with the index that each would use next. */
async function nextIndices(masterKey: Buffer): Promise<ReadonlyMap<string, number>> {
  const storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey, lease: { how: "at-once" }, graceMs: 0 });
  const { records } = await openCryptoJournal(storage.database).load();
  await storage.close();
  const rows = records.filter((record) => record.store.endsWith("/outbound_group_sessions"));
  return new Map(
    rows.map(({ value }) => {
      const row = JSON.parse(Buffer.from(String(deserialize(value)), "base64").toString()) as {
        readonly pickle: { readonly ratchet: { readonly counter: number }; readonly signing_key: { readonly Normal: readonly number[] } };
      };
      return [sessionId(row.pickle.signing_key.Normal), row.pickle.ratchet.counter];
    }),
  );
}
/** A Megolm session is named by its Ed25519 public key; `seed`: 32 bytes, put behind the fixed part of RFC 8410's private key. */
function sessionId(seed: readonly number[]): string {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(seed)]);
  const spki = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({ format: "der", type: "spki" });
  return spki.subarray(-32).toString("base64").replace(/=+$/u, "");
}

test(`kill -9 at the write-through, ${runs} times with seed ${seed}: no key is used twice, what left can be read, the store is never behind`, {
  timeout: 120_000 + runs * 20_000,
}, async () => {
  const next = random(seed);
  const account = await register(server.url, `kill${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "liaison-kill-"));
  const masterKey = randomBytes(32);
  const lastFile = join(folder, "last.json");
  writeFileSync(lastFile, "");
  const used = new Set<string>();
  let reads = 0;
  for (let at = 0; at < runs; at++) {
    const point = (["before", "during", "after"] as const)[Math.floor(next(3))] ?? "during";
    const kill = { write: 1 + Math.floor(next(60)), point, delayMs: next(4) };
    const where = `run ${at} of seed ${seed}, ${JSON.stringify(kill)}`;
    const task = { ownerUrl: postgres.ownerUrl, masterKey: masterKey.toString("hex"), account, rooms, lastFile, kill };
    const ended = await run({ ...task, generationFile: join(folder, "generation.json") });
    expect(ended.signal, `${where}\n${ended.errors}`).toBe("SIGKILL");
    const stored = await nextIndices(masterKey);
    for (const line of ended.lines) {
      const [what, , session = "", index = ""] = line.split(" ");
      if (what === "read") reads++;
      else expect(what, `${where}: ${line}`).toBe("left");
      if (what !== "left") continue;
      expect(used.has(`${session} ${index}`), `${where}: used twice: ${line}`).toBe(false);
      used.add(`${session} ${index}`);
      expect(stored.get(session) ?? Number.POSITIVE_INFINITY, `${where}: the store is behind ${line}`).toBeGreaterThan(Number(index));
    }
  }
  expect({ some: used.size > 0, read: reads > 0 }).toEqual({ some: true, read: true });
});
