import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeArgs, nodeEnv } from "../../config/bootstrap/bot-node.mjs";
import { removePostgres } from "../../config/postgres/home.ts";
import { temporaryFolder } from "./test-servers.ts";
import { searchOutput } from "./typed.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** A first start makes a database, a homeserver and a login. */
const readyMs = 300_000;

/** What `sandbox.json` says when the sandbox is ready. */
export interface Sandbox {
  readonly pid: number;
  readonly startedAt: string;
  readonly homeserver: string;
  readonly serverName: string;
  readonly bot: string;
  readonly coordination: string;
  /** Where webhooks arrive. */
  readonly hooks: string;
  readonly officers: readonly { readonly userId: string; readonly password: string; readonly country: string; readonly role: string }[];
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The product as a process of its own. */
export interface BotProcess {
  /** The process that was started: the bot itself, or npm. */
  readonly pid: number;
  readonly data: string;
  readonly ended: Promise<Ended>;
  /** Everything that it wrote to standard output and standard error. */
  output(): string;
  /** The part of it that went to standard error. */
  errors(): string;
  /** Waits for `sandbox.json` of this start; rejects with the output if the process ends before. */
  sandbox(): Promise<Sandbox>;
  /** SIGKILL to the bot, wherever npm stands above it; nothing if it has ended by itself. */
  kill9(): Promise<void>;
  /** SIGTERM to the process that was started. */
  term(): Promise<Ended>;
}

/** How a start differs from the default one. */
export interface Start {
  readonly data?: string;
  /** `LIAISON_*` settings without the prefix. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Starts by `npm start` in this checkout instead of by `node bot/main.ts` in ours. */
  readonly npmIn?: string;
}

/** Starts the product in a process group of its own. Settings of the caller's environment are not passed on. */
export function startBot(start: Start = {}): BotProcess {
  const data = start.data ?? newDataFolder();
  // hits at once, and officers who type faster than people: a test that is about these sets them
  const settings = { DATA: data, STORY: "off", HIT_TICK: "0", COMMANDS_PER_MINUTE: "100000", ...start.settings };
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("LIAISON_") && !name.startsWith("VITEST"))),
    NODE_ENV: "",
    // as the bootstrap does
    ...nodeEnv(root),
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`LIAISON_${name}`, value])),
  };
  const [command, args] = start.npmIn === undefined ? [process.execPath, [...nodeArgs(env), "bot/main.ts"]] : ["npm", ["start"]];
  const child = spawn(command, args, { cwd: start.npmIn ?? root, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const began = Date.now();
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} did not start`);
  groups.add(pid);
  const [output, errors] = collect(child);
  searchOutput(`the bot ${pid}`, output);
  let over = false;
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  const sandbox = async (): Promise<Sandbox> => {
    for (const end = Date.now() + readyMs; Date.now() < end; ) {
      // a killed bot leaves its file behind
      const found = readSandbox(data);
      if (found !== undefined && Date.parse(found.startedAt) >= began) return found;
      if (over) throw new Error(`ended before it was ready:\n${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`not ready:\n${output()}`);
  };
  return {
    pid,
    data,
    ended,
    output,
    errors,
    sandbox,
    async kill9() {
      if (start.npmIn !== undefined) return void process.kill((await sandbox()).pid, "SIGKILL");
      child.kill("SIGKILL");
      await ended;
    },
    term() {
      if (!over) process.kill(pid, "SIGTERM");
      return ended;
    },
  };
}

/** A path for a data folder that the bot will make itself; the sandbox's homeserver goes beside it. */
export function newDataFolder(): string {
  const folder = temporaryFolder("bot");
  folders.add(folder);
  return join(folder, "data");
}

const groups = new Set<number>();
const folders = new Set<string>();
/** Ends whatever this test file has started and is still there, by the numbers of its own process groups; then removes its files. */
export async function endAll(): Promise<void> {
  for (const pid of groups) {
    signalGroup(pid, "SIGTERM");
    for (const end = Date.now() + 15_000; Date.now() < end && signalGroup(pid, 0); )
      await new Promise((resolve) => setTimeout(resolve, 100));
    signalGroup(pid, "SIGKILL");
  }
  groups.clear();
  for (const folder of folders) {
    removePostgres(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
  }
  folders.clear();
}

/** False if no process is left in the group. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

function collect(child: ChildProcess): readonly [() => string, () => string] {
  const all: string[] = [];
  const errors: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => all.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    all.push(text);
    errors.push(text);
  });
  return [() => all.join(""), () => errors.join("")];
}

function readSandbox(data: string): Sandbox | undefined {
  const path = join(data, "sandbox.json");
  if (!existsSync(path)) return undefined;
  try {
    const found = JSON.parse(readFileSync(path, "utf8")) as Sandbox & { ready?: boolean };
    return found.ready === true ? found : undefined;
  } catch {
    return undefined;
  }
}
