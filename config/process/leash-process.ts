// The leash: runs one server and ends it when its own standard input closes, which the kernel does for a parent that
// was killed too. It ignores the signals that reach the whole process group: the server must outlast the bot's goodbye.
import { spawn } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { Task } from "./leash.ts";

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
// written by leash.ts, nobody else starts this file
const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const log = openSync(task.log, "a", 0o600);
const server = spawn(task.command, task.args, {
  cwd: task.folder,
  env: task.env,
  stdio: ["ignore", log, log],
  ...(task.user && { uid: task.user.uid, gid: task.user.gid }),
});
closeSync(log);
if (task.pidFile !== undefined && server.pid !== undefined) writeFileSync(task.pidFile, `${server.pid}\n`, { mode: 0o600 });
server.on("error", () => process.exit(127));
server.on("exit", (code) => process.exit(code ?? 1));

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  server.kill(task.stopSignal);
  setTimeout(() => server.kill("SIGKILL"), task.timeoutMs);
}
process.stdin.on("end", end).on("close", end).on("error", end).resume();
