import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodeArgs, nodeEnv } from "../config/bootstrap/bot-node.mjs";
import { grid, median, round } from "./figures.ts";
import type { Findings, Group } from "./group.ts";

const rounds = 7;

/** What one process has cost until it had loaded its parts: processor time, which a busy machine leaves alone, and MB, resident before and heap after a collection. */
export interface Cost {
  readonly ms: number;
  readonly resident: number;
  readonly heap: number;
}
interface Part {
  readonly name: string;
  /** Packages, and files of ours from the root; see load-once.ts. */
  readonly loads: readonly string[];
  readonly when: string;
}

const start = "start";
const reader = "reader's thread";
const need = "first need";
const ready = "ready";
const sandbox = "sandbox only";

/** What is worth a line: every package from 1 MB on, and our own layers with what they bring along. */
const parts: readonly Part[] = [
  { name: "PostgreSQL driver (pg)", loads: ["pg"], when: start },
  { name: "builder of queries (kysely)", loads: ["kysely"], when: start },
  { name: "MikroORM with its migrator and our migrations", loads: ["./storage/migrations/run.ts"], when: "a migration to run" },
  { name: "Matrix client (matrix-bot-sdk without its index)", loads: ["./bot/matrix/client/sdk.ts"], when: start },
  { name: "IndexedDB in memory (fake-indexeddb)", loads: ["fake-indexeddb"], when: start },
  { name: "encryption machine: wasm over that IndexedDB", loads: ["./bot/encryption/wasm.ts#loadWasm"], when: start },
  { name: "log (pino)", loads: ["pino"], when: start },
  { name: "queue (BullMQ, brings ioredis)", loads: ["bullmq"], when: ready },
  { name: "Redis client (ioredis)", loads: ["ioredis"], when: ready },
  { name: "public suffix list (tldts)", loads: ["tldts"], when: start },
  { name: "addresses (ipaddr.js)", loads: ["ipaddr.js"], when: start },
  { name: "bank numbers (ibantools)", loads: ["ibantools"], when: start },
  {
    name: "hashes (@noble/hashes), bases (@scure/base)",
    loads: ["@noble/hashes/sha3.js", "@noble/hashes/sha2.js", "@scure/base"],
    when: start,
  },
  { name: "curve of Solana's addresses (@noble/curves)", loads: ["@noble/curves/ed25519.js"], when: need },
  { name: "phone numbers (libphonenumber-js, min)", loads: ["libphonenumber-js/min"], when: need },
  { name: "words of fingerprints (@scure/bip39)", loads: ["@scure/bip39/wordlists/english.js"], when: need },
  { name: "patterns of warning lists (re2js)", loads: ["re2js"], when: start },
  { name: "networks of addresses (maxmind)", loads: ["maxmind"], when: need },
  { name: "calendar files (ical-generator)", loads: ["ical-generator"], when: need },
  { name: "formatted messages (htmlparser2)", loads: ["htmlparser2"], when: need },
  { name: "mail (postal-mime)", loads: ["postal-mime"], when: reader },
  { name: "PDF (PDF.js)", loads: ["pdfjs-dist/legacy/build/pdf.mjs"], when: reader },
  { name: "reading of files, without PDF and mail", loads: ["./domain/import/index.ts"], when: reader },
  { name: "all kinds of indicators", loads: ["./domain/kinds/index.ts"], when: start },
  { name: "extraction from text, with the kinds", loads: ["./domain/extract/index.ts"], when: start },
  { name: "commands", loads: ["./commands/index.ts"], when: start },
  { name: "views", loads: ["./bot/views/index.ts"], when: start },
  { name: "sources with warning lists' engine", loads: ["./jobs/sources/index.ts"], when: start },
  { name: "sandbox", loads: ["./config/sandbox/sandbox.ts"], when: sandbox },
  { name: "story, with the terminal's client", loads: ["./bot/terminal/story/play.ts"], when: sandbox },
  { name: "storage", loads: ["./storage/open.ts"], when: start },
  { name: "encryption client", loads: ["./bot/encryption/client.ts"], when: start },
  {
    name: "**the bot, ready to start**",
    loads: ["./bot/lazy.ts", "./storage/open.ts", "./bot/encryption/client.ts", "./bot/matrix/homeserver.ts", "./bot/runtime/log.ts"],
    when: start,
  },
];

const program = fileURLToPath(new URL("load-once.ts", import.meta.url));
const env = { ...process.env, ...nodeEnv(fileURLToPath(new URL("..", import.meta.url))) };

function cost(loads: readonly string[]): Cost {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeArgs(process.env), program, ...loads], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${loads.join(", ")} could not be loaded:\n${stderr}`);
  // it is our own program that wrote it
  return JSON.parse(stdout) as Cost;
}

const field = (of: keyof Cost, costs: readonly Cost[]): number => median(costs.map((one) => one[of]));

/** Each part in fresh processes, all parts in turns, so that a busy minute meets all of them. */
function measure(): Promise<Findings> {
  const all: readonly Part[] = [{ name: "a bare process", loads: [], when: "" }, ...parts];
  const costs = all.map((): Cost[] => []);
  // the first round only fills the compile cache
  for (let at = 0; at <= rounds; at++)
    for (const [index, { loads }] of all.entries()) {
      const one = cost(loads);
      if (at > 0) costs[index]?.push(one);
    }
  const [bare = []] = costs;
  const rows = parts.map(({ name, when }, index) => {
    const mine = costs[index + 1] ?? [];
    const over = (of: keyof Cost) => Math.max(0, field(of, mine) - field(of, bare));
    return [name, when, `${round(over("ms"))} ms`, `${round(over("resident"))} MB`, `${round(over("heap"))} MB`];
  });
  const more = `## What is loaded when, and what it costs

Each part in a fresh process over a bare one (${round(field("resident", bare))} MB resident, ${round(field("heap", bare))} MB of heap), with the compile cache and the flags that
the bootstrap gives the bot: median of ${rounds} runs. Time is the processor's, heap is after a collection. A package that several parts bring along is counted in each.

${grid(["part", "loaded at", "time", "resident", "heap"], rows)}`;
  return Promise.resolve({ figures: [], notes: [], more });
}

export const loading: Group = { rows: { loading: "what each part costs to load, in time and memory" }, measure };
