// Loads what its arguments name, one after the other, and prints what that has cost. `file#name` also calls what the file exports under that
// name. Started by loading.ts, in a process of its own for each run: what is loaded once cannot be loaded again.
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Cost } from "./loading.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const began = process.cpuUsage();
for (const wish of process.argv.slice(2)) {
  const [file = "", name] = wish.split("#", 2);
  // a file of ours by its path from the root, everything else is a package
  const loaded: Readonly<Record<string, unknown>> = await import(file.startsWith("./") ? `../${file}` : file);
  const call = name === undefined ? undefined : loaded[name];
  if (typeof call === "function") await call();
  else if (name !== undefined) throw new Error(`${file} exports no function ${name}`);
}
const { user, system } = process.cpuUsage(began);
const ms = (user + system) / 1_000;
const resident = process.memoryUsage.rss() / 2 ** 20;
collect();
const heap = process.memoryUsage().heapUsed / 2 ** 20;
process.stdout.write(JSON.stringify({ ms, resident, heap } satisfies Cost));
process.exit(0);
