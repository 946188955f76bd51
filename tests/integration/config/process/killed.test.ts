import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { removePostgres } from "../../../../config/postgres/home.ts";
import { commandOf } from "../../../../config/process/process.ts";
import { temporaryFolder } from "../../../support/test-servers.ts";

const script = fileURLToPath(new URL("../../../support/serving.ts", import.meta.url));
interface Ready {
  readonly ownerUrl: string;
  readonly homeserver: string;
}

let data = "";
const running = new Set<ChildProcess>();
beforeEach(() => {
  data = temporaryFolder("killed");
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  await gone();
  removePostgres(data);
  rmSync(data, { recursive: true, force: true });
  rmSync(`${data}.homeserver`, { recursive: true, force: true });
});

/** Starts the servers in a process group of their own, as a shell starts npm. */
async function serve(): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const child = spawn(process.execPath, [script, data], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, ready: JSON.parse(line) };
  throw new Error("it ended before it was ready");
}

/** Command lines of all live processes that belong to this data folder. */
const left = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map((pid) => commandOf(Number(pid)) ?? "")
    .filter((command) => command.includes(data));
/** Waits (the test's own limit is the bound) until nothing of this data folder runs any more. */
async function gone(): Promise<void> {
  while (left().length > 0) await sleep(50);
}
const groupOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[2];

async function committed(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query("create table if not exists kept (n int)");
  await client.query("insert into kept values (1)");
  const { rows } = await client.query("select count(*)::int as n from kept");
  await client.end();
  return rows[0].n;
}

describe("the servers end with the process that started them", () => {
  test.each([
    ["killed alone", (pid: number) => process.kill(pid, "SIGKILL")],
    ["killed with its group", (pid: number) => process.kill(-pid, "SIGKILL")],
    ["told to end", (pid: number) => process.kill(pid, "SIGTERM")],
    ["told to end with its group", (pid: number) => process.kill(-pid, "SIGTERM")],
    ["interrupted with its group, as by Ctrl-C", (pid: number) => process.kill(-pid, "SIGINT")],
  ])("%s; the next start has what was committed", async (_how, strike) => {
    const first = await serve();
    expect(await committed(first.ready.ownerUrl)).toBe(1);
    const ended = once(first.child, "exit");
    strike(first.child.pid ?? 0);
    await ended;
    await gone();
    const second = await serve();
    expect(second.ready).toEqual(first.ready);
    expect(await committed(second.ready.ownerUrl)).toBe(2);
  });
});

test("all of them stay in the process group, and a lost leash ends its server at the next start", async () => {
  const first = await serve();
  const pids = readdirSync("/proc").filter((name) => /^\d+$/u.test(name) && (commandOf(Number(name)) ?? "").includes(data));
  // the process itself, two leashes, PostgreSQL, Synapse
  expect(pids).toHaveLength(5);
  expect(pids.map((pid) => groupOf(Number(pid)))).toEqual(pids.map(() => String(first.child.pid)));
  for (const pid of pids) if (commandOf(Number(pid))?.includes("leash-process.ts")) process.kill(Number(pid), "SIGKILL");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  expect(left().length).toBeGreaterThan(0);
  const second = await serve();
  expect(second.ready).toEqual(first.ready);
});

test("a second process on the folder is refused and disturbs nothing", async () => {
  const { ready } = await serve();
  const second = spawn(process.execPath, [script, data], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  second.stderr.on("data", (part) => {
    said += part;
  });
  const [code] = await once(second, "exit");
  expect(code).not.toBe(0);
  expect(said).toContain("is running on");
  expect(readFileSync(`${data}/sandbox.json`, "utf8")).toContain(ready.homeserver);
  expect(await committed(ready.ownerUrl)).toBe(1);
});
