// Called by name from every npm script. Plain JavaScript for any Node from 20 on: it installs what is missing and goes on
// under the Node 24 that comes with the packages.
import { delimiter, dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { install } from "./bootstrap/install.mjs";
import { findNode } from "./bootstrap/machine.mjs";
import { retract } from "./bootstrap/retract.mjs";
import { isStopping, onEnd, run } from "./bootstrap/run.mjs";
import { supervise } from "./bootstrap/supervise.mjs";
import { faultSettings, runTests } from "./bootstrap/tests.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [command = "", ...args] = process.argv.slice(2);
const say = (line) => process.stderr.write(`${line}\n`);
const env = { ...process.env, PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}` };

const inModules = (...path) => join(root, "node_modules", ...path);
const vitest = [inModules("vitest", "vitest.mjs"), "run"];
const inRoot = { cwd: root, env };

/** What is found without running the product: format and lint, then types. */
const still = [
  [inModules("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings"],
  [inModules("typescript", "bin", "tsc"), "--noEmit"],
];

/** One after the other until one fails; resolves to the exit code. */
async function runSteps(node, steps, more = {}) {
  for (const step of steps) {
    const { code } = await run(node, step, { cwd: root, env: { ...env, ...more } });
    if (code !== 0 || isStopping()) return code ?? 1;
  }
  return 0;
}

/** Each npm script: whether it needs the sandbox homeserver and a Redis, and what it runs; resolves to the exit code. */
const commands = {
  start: {
    sandbox: !process.env.LIAISON_HOMESERVER && !["worker", "sources"].includes(process.env.LIAISON_ROLE ?? ""),
    run: (node) => supervise(node, root, env, say),
  },
  test: {
    sandbox: true,
    redis: true,
    async run(node) {
      // without paths: all of it, so what `check` finds counts too
      const code = args.length === 0 ? await runSteps(node, still) : 0;
      return code === 0
        ? runTests(node, [...vitest, ...args], inRoot)
        : refuse("Format, lint or types are not right; what is wrong stands above.", code);
    },
  },
  "test:faults": {
    sandbox: true,
    redis: true,
    run: (node) => {
      const { settings, rest } = faultSettings(args);
      return runTests(node, [...vitest, "tests/faults", ...rest], { cwd: root, env: { ...env, ...settings } });
    },
  },
  "test:mutants": {
    sandbox: true,
    run: async (node) => (await run(node, ["tests/mutants/run.ts", ...args], inRoot)).code ?? 1,
  },
  check: {
    sandbox: false,
    run: (node) =>
      runSteps(node, [...still, [...vitest, "--project", "quick"]], {
        PROPERTY_RUNS: "100",
      }),
  },
  officer: { sandbox: false, run: async (node) => (await run(node, ["bot/terminal/main.ts", ...args], inRoot)).code ?? 1 },
  liaison: { sandbox: false, run: async (node) => (await run(node, ["bot/cli/operator.ts", ...args], inRoot)).code ?? 1 },
  extract: {
    sandbox: false,
    // compiled once: what it loads would take longer than most of its answers
    run: async (node) => {
      const cache = { ...env, NODE_COMPILE_CACHE: join(root, ".cache", "compiled") };
      // npm changes to the project's folder; files are named from where it was typed
      const cwd = process.env.INIT_CWD || process.cwd();
      return (await run(node, [join(root, "bot", "cli", "extract.ts"), ...args], { env: cache, cwd })).code ?? 1;
    },
  },
  notices: { sandbox: false, run: async (node) => (await run(node, ["config/packages/notices.ts"], inRoot)).code ?? 1 },
  sbom: { sandbox: false, run: async (node) => (await run(node, ["config/packages/sbom.ts"], inRoot)).code ?? 1 },
  bench: { sandbox: true, run: async (node) => (await run(node, ["bench/main.ts", ...args], inRoot)).code ?? 1 },
};

async function main() {
  if (Number.parseInt(process.versions.node, 10) < 20) return refuse("Liaison needs Node 20 or newer on this machine.");
  const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (chosen === undefined) return refuse(`Usage: node config/bootstrap.mjs <${Object.keys(commands).join("|")}>`, 2);
  if (command === "start") retract(resolve(root, process.env.LIAISON_DATA || "data"));
  const missing = await install(root, chosen);
  if (missing !== undefined) return refuse(missing);
  const node = findNode(root);
  if (node === undefined)
    return refuse("Liaison needs Node 24, and the packages brought none that runs on this machine: install Node 24 and start again.");
  return await chosen.run(node);
}

function refuse(sentence, code = 1) {
  say(sentence);
  // whoever counts tests reads the last line, also when none could run
  if (command.startsWith("test")) process.stdout.write("0 passed, 1 failed\n");
  return code;
}

onEnd((code) => process.exit(code));
process.exit(await main());
