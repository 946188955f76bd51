// Takes back what a killed start has announced, before anything else: whoever waits for it must not see an old one.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** Removes `sandbox.json` of a data folder unless the process that holds the folder is alive. */
export function retract(data) {
  if (isHeld(join(data, "lock"))) return;
  try {
    rmSync(join(data, "sandbox.json"), { force: true });
  } catch {
    // a folder that cannot be used is refused by the start itself, in a sentence
  }
}

function isHeld(lock) {
  try {
    process.kill(Number.parseInt(readFileSync(lock, "utf8"), 10), 0);
    return true;
  } catch (error) {
    // no lock, no such process; a process of another user is alive
    return error.code === "EPERM";
  }
}
