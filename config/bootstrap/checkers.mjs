// What judges our files in the tests: the OASIS validator of STIX 2.1 and PyMISP, in a Python of their own.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { run } from "./run.mjs";

/**
 * Made with the Python that Synapse has, apart from its packages. Without them nothing but the tests of exported files fails,
 * so that is said and not refused.
 */
export function checkersOf(root, say) {
  const lists = ["checkers-requirements.txt", "checkers-source-requirements.txt"].map((name) => join(root, "config", name));
  const place = join(root, ".cache", "checkers");
  const draft = `${place}.new`;
  const python = join(root, ".cache", "synapse", "bin", "python");
  const hash = () => lists.map((list) => createHash("sha256").update(readFileSync(list)).digest("hex")).join(" ");
  const stamp = join(place, ".liaison-installed");
  const steps = () => {
    const pip = [join(draft, "bin", "python"), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"];
    const [wheels, sources] = lists;
    return [
      [python, "-m", "venv", draft],
      [...pip, "--only-binary", ":all:", "--require-hashes", "-r", wheels],
      // built with what the first list brought, so nothing unpinned is fetched for it
      [...pip, "--no-build-isolation", "--require-hashes", "-r", sources],
    ];
  };
  return {
    done: () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash(),
    async make() {
      say("Installing what checks exported files in the tests …");
      rmSync(draft, { recursive: true, force: true });
      for (const [program, ...args] of steps())
        if ((await run(program, args, { cwd: root, stdio: ["ignore", process.stderr, process.stderr] })).code !== 0)
          return say("They could not be installed, so the tests that need them will fail; what pip said stands above.");
      writeFileSync(join(draft, ".liaison-installed"), hash());
      rmSync(place, { recursive: true, force: true });
      renameSync(draft, place);
    },
  };
}
