// Children of the bootstrap: in its process group, ended with it, and it ends with them.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** Milliseconds that a child has to end after a signal; the servers' leashes need two more, and all must be over in ten. */
const timeoutMs = 7000;

let child;
let stopping = false;
let wake;
let ended = process.exit;

/** What a command does last, whatever ended it: `finish(code)` must end the process. */
export function onEnd(finish) {
  ended = finish;
}

/** Whether somebody asked the whole to end. */
export const isStopping = () => stopping;

function stop(signal) {
  if (stopping) return;
  stopping = true;
  if (wake) wake();
  else if (child) child.kill(signal);
  else ended(1);
  setTimeout(() => child?.kill("SIGKILL"), timeoutMs).unref();
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(signal));

// npm that was killed says nothing, and neither does a shell between npm and this process: then the line of parents changes.
const line = parents();
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => parents() !== line && stop("SIGTERM"), 500).unref();
}

function parents() {
  try {
    // proc(5), stat: number, name in brackets, state, number of the parent
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    const [, name, grandparent] = /\((.*)\) . (\d+)/su.exec(stat) ?? [];
    return /^(?:ba|da|z)?sh$/u.test(name) ? `${process.ppid} ${grandparent}` : `${process.ppid}`;
  } catch {
    return `${process.ppid}`;
  }
}

/**
 * Runs a program to its end. `options` are those of spawn; standard streams are shared unless they say otherwise.
 * Resolves to {code, signal}; a program that cannot be started counts as code 127.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    if (stopping) return resolve({ code: 1, signal: null });
    const started = spawn(command, args, { stdio: "inherit", ...options });
    child = started;
    const end = (code, signal) => {
      if (child === started) child = undefined;
      resolve({ code, signal });
    };
    started.once("error", () => end(127, null));
    started.once("exit", end);
    options.onStart?.(started);
  });
}

/** Waits, unless a signal comes first. */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => wake(), milliseconds);
    wake = () => {
      clearTimeout(timer);
      wake = undefined;
      resolve();
    };
  });
}
