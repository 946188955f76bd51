import { existsSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "./private-file.ts";

/** Where the recovery key rests that no terminal could show. */
export const recoveryKeyFile = (data: string): string => join(data, "recovery-key");

/** Where a key is shown: a terminal shows it to whoever sits there, everything else may keep it for ever. */
export interface Shown {
  readonly terminal: boolean;
  say(line: string): void;
}

const onOutput: Shown = { terminal: process.stdout.isTTY, say: (line) => void process.stdout.write(`${line}\n`) };

/**
 * Hands the recovery key of the bot's identity to the operator, once: on a terminal, else in a file of mode 0600 in the data
 * folder. Output that is no terminal is a log, where a key would stay for ever.
 */
export function handOver(key: string, { data, user, shown = onOutput }: { data: string; user: string; shown?: Shown }): void {
  if (shown.terminal) {
    shown.say(`Recovery key of ${user}, shown only now; keep it where the master key is kept: ${key}`);
    return;
  }
  const path = recoveryKeyFile(data);
  writePrivate(path, `${key}\n`);
  shown.say(`The recovery key of ${user} is in ${path}: move it to where the master key is kept, and not on this machine.`);
}

/** Whether a key still waits to be moved away. */
export const leftRecoveryKey = (data: string): boolean => existsSync(recoveryKeyFile(data));
