import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { birthOf } from "../../../config/process/process.ts";

const project = fileURLToPath(new URL("../../..", import.meta.url));
let root = "";
const running = new Set<ChildProcess>();

/** A tree with the real bootstrap, nothing to install, and `main` as its bot. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "liaison-bootstrap-"));
  for (const part of ["config/bootstrap.mjs", "config/bootstrap", "config/process/stop.ts"])
    cpSync(join(project, part), join(root, part), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  mkdirSync(join(root, "bot", "cli"), { recursive: true });
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  writeFileSync(join(root, "package-lock.json"), "{}");
  writeFileSync(join(root, "config", "synapse-requirements.txt"), "");
  writeFileSync(join(root, "node_modules", ".liaison-installed"), createHash("sha256").update("{}").digest("hex"));
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  rmSync(root, { recursive: true, force: true });
});

function bootstrap(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(root, "config", "bootstrap.mjs"), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", LIAISON_HOMESERVER: "http://127.0.0.1:1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part) => {
      said += part;
    });
  }
  const ended = once(child, "close").then(([code]) => ({ code, said }));
  const until = async (words: string) => {
    // a bot that ended without them fails the test at once, and with what it said
    while (!said.includes(words))
      if ((child.exitCode ?? child.signalCode) === null) await sleep(20);
      else throw new Error(said);
  };
  return { child, ended, until };
}
const main = (code: string) => writeFileSync(join(root, "bot", "main.ts"), code);
const waiting = `
  import { whenToldToStop } from "../config/process/stop.ts";
  const told = whenToldToStop();
  let signals = 0;
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => signals++);
  setInterval(() => {}, 1000);
  console.log("up", process.pid);
  const why = await told;
  await new Promise((resolve) => setTimeout(resolve, 300));
  console.log("down", why, signals);
  process.exit(0);`;

describe("start", () => {
  test.each([0, 1, 2, 42])("ends with the bot's code %i", async (code) => {
    main(`process.exit(${code});`);
    expect((await bootstrap(["start"]).ended).code).toBe(code);
  });

  test("starts the bot again after code 75, and waits in between", async () => {
    main(`
      import { existsSync, writeFileSync } from "node:fs";
      console.log("run");
      if (existsSync("second")) process.exit(7);
      if (existsSync("first")) writeFileSync("second", ""); else writeFileSync("first", "");
      process.exit(75);`);
    const { code, said } = await bootstrap(["start"]).ended;
    expect(code).toBe(7);
    expect(said.match(/run/gu)).toHaveLength(3);
    expect(said).toMatch(/starts again in 1 s\.[\s\S]*starts again in 2 s\./u);
  });

  test("says by which signal the bot was ended", async () => {
    main('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);');
    const { code, said } = await bootstrap(["start"]).ended;
    expect(code).toBe(1);
    expect(said).toContain("Liaison was ended by SIGKILL.");
  });

  test("passes the first signal on, and no other", async () => {
    main(waiting);
    const { child, ended, until } = bootstrap(["start"]);
    await until("up");
    child.kill("SIGTERM");
    child.kill("SIGINT");
    const { code, said } = await ended;
    expect(code).toBe(0);
    expect(said).toContain("down asked 1");
  });

  test("a bot whose bootstrap is killed ends too", async () => {
    main(waiting);
    const { child, ended, until } = bootstrap(["start"]);
    await until("up");
    child.kill("SIGKILL");
    expect((await ended).said).toContain("down parent-gone");
  });

  test("a bot that does not end is ended", async () => {
    main('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up", process.pid);');
    const { child, ended, until } = bootstrap(["start"]);
    await until("up");
    child.kill("SIGTERM");
    const { said } = await ended;
    const pid = Number(/up (\d+)/u.exec(said)?.[1]);
    expect(birthOf(pid)).toBeUndefined();
  });

  test("ends when npm is killed, also behind a shell", async () => {
    main(waiting);
    writeFileSync(join(root, "out"), "");
    const npm = spawn(
      "/bin/sh",
      ["-c", `(sh -c '"$0" config/bootstrap.mjs start; true' "${process.execPath}"; true) > out 2>&1 & echo $!; wait`],
      {
        cwd: root,
        env: { PATH: process.env.PATH ?? "", LIAISON_HOMESERVER: "http://127.0.0.1:1", npm_lifecycle_event: "start" },
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    running.add(npm);
    const [pid] = await once(npm.stdout, "data");
    const said = () => readFileSync(join(root, "out"), "utf8");
    while (!said().includes("up")) await sleep(20);
    process.kill(Number(String(pid).trim()), "SIGKILL");
    while (!said().includes("down asked")) await sleep(20);
  });
});

describe("what is missing is said in one sentence", () => {
  const lines = (said: string) => said.split("\n").filter((line) => line !== "");
  test("Python and npm", async () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    mkdirSync(join(root, "bin"));
    cpSync(process.execPath, join(root, "bin", "node"));
    const child = spawn(join(root, "bin", "node"), [join(root, "config", "bootstrap.mjs"), "start"], {
      cwd: root,
      env: { PATH: join(root, "bin") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (part) => {
      said += part;
    });
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    expect(lines(said)).toEqual([
      "Liaison needs npm and Python 3.10 or newer with its venv module on this machine: install them and start again.",
    ]);
  });
  test("an unknown command is wrong usage", async () => {
    const { code, said } = await bootstrap(["begin"]).ended;
    expect(code).toBe(2);
    expect(lines(said)).toEqual([
      "Usage: node config/bootstrap.mjs <start|test|test:faults|test:mutants|check|officer|liaison|extract|notices|sbom|bench>",
    ]);
  });
});

test.each([0, 1, 2])("liaison.mjs hands its words on to the operator's commands, and their code %i back", async (code) => {
  cpSync(join(project, "config", "liaison.mjs"), join(root, "config", "liaison.mjs"));
  const operator = `console.log(JSON.stringify(process.argv.slice(2))); process.exit(${code});`;
  writeFileSync(join(root, "bot", "cli", "operator.ts"), operator);
  const child = spawn(process.execPath, [join(root, "config", "liaison.mjs"), "device", "replace", "--yes"], { cwd: root });
  running.add(child);
  let said = "";
  child.stdout.on("data", (part) => {
    said += part;
  });
  expect(await once(child, "close")).toEqual([code, null]);
  expect(said).toBe('["device","replace","--yes"]\n');
});

describe("the last line of the tests", () => {
  /** Puts a script where vitest would be. */
  const vitest = (code: string) => {
    mkdirSync(join(root, "node_modules", "vitest"), { recursive: true });
    writeFileSync(join(root, "node_modules", "vitest", "vitest.mjs"), code);
  };
  const lastLine = (said: string) => said.trimEnd().split("\n").at(-1);
  test.each([
    [
      "all passed",
      'process.send({ passed: 5, failed: 0 }); process.exitCode = 0; process.disconnect(); console.log("late");',
      "5 passed, 0 failed",
      0,
    ],
    ["one failed", "process.send({ passed: 4, failed: 1 }); process.exitCode = 1; process.disconnect();", "4 passed, 1 failed", 1],
    [
      "none failed but the run did",
      "process.send({ passed: 4, failed: 0 }); process.exitCode = 1; process.disconnect();",
      "4 passed, 1 failed",
      1,
    ],
    ["a crash at the start", 'throw new Error("crash");', "0 passed, 1 failed", 1],
    ["killed", 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);', "0 passed, 1 failed", 1],
  ])("%s", async (_what, code, line, exit) => {
    vitest(code);
    const ended = await bootstrap(["test:faults"], synapseDone()).ended;
    expect(lastLine(ended.said)).toBe(line);
    expect(ended.code).toBe(exit);
  });
  test("an installation that fails", async () => {
    rmSync(join(root, "node_modules", ".liaison-installed"));
    const { code, said } = await bootstrap(["test"], { npm_execpath: join(root, "none.js"), ...synapseDone() }).ended;
    expect(lastLine(said)).toBe("0 passed, 1 failed");
    expect(code).toBe(1);
  });
  test("--runs and --seed reach the fault tests, the rest reaches vitest", async () => {
    vitest('console.log(process.env.FAULT_RUNS, process.env.FAULT_SEED, process.argv.slice(2).join(" "));');
    const { said } = await bootstrap(["test:faults", "--runs", "200", "--seed=7", "-t", "x"], synapseDone()).ended;
    expect(said).toContain("200 7 run tests/faults -t x");
  });

  /** A Python that has Synapse, as far as the bootstrap asks. */
  function synapseDone(): Record<string, string> {
    const place = join(root, ".cache", "synapse");
    mkdirSync(join(place, "bin"), { recursive: true });
    writeFileSync(join(place, "bin", "python"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    writeFileSync(join(place, ".liaison-installed"), createHash("sha256").update("").digest("hex"));
    return {};
  }
});
