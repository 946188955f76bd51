// What must be on the machine before anything can be installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";

const pythonTest = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)";

/** The first Python 3.10 or newer with venv, or undefined. */
export function findPython() {
  const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];
  return names.find((name) => spawnSync(name, ["-c", pythonTest], { stdio: "ignore" }).status === 0);
}

/** How npm is started: [command, first arguments], or undefined. */
export function findNpm() {
  const running = process.env.npm_execpath;
  if (running?.endsWith(".js") && existsSync(running)) return [process.execPath, [running]];
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  if (existsSync(beside)) return [process.execPath, [beside]];
  return spawnSync("npm", ["--version"], { stdio: "ignore" }).status === 0 ? ["npm", []] : undefined;
}

/** The Node 24 that the packages brought, else this one if it is new enough, else undefined. */
export function findNode(root) {
  const packages = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  const places = [...packages.map((name) => join(root, "node_modules", name, "bin", "node")), process.execPath];
  return places.find((place) => existsSync(place) && majorOf(place) >= 24);
}

function majorOf(node) {
  const answer = spawnSync(node, ["--version"], { encoding: "utf8" });
  return answer.status === 0 ? Number.parseInt(answer.stdout.slice(1), 10) : 0;
}
