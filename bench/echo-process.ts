import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { nodeArgs, nodeEnv } from "../config/bootstrap/bot-node.mjs";
import type { Account } from "../tests/support/accounts.ts";

/** The echo bot as a process of its own. */
export interface EchoProcess {
  /** Resolves with the milliseconds from its start to the answer of its first sync. */
  readonly ready: Promise<number>;
  /** Has it say something in all of its rooms. */
  say(text: string): void;
  stop(): Promise<void>;
}

/** Starts it on an account and a database. */
export function startEcho(account: Account, ownerUrl: string): EchoProcess {
  const args = [account.homeserver, account.accessToken, account.userId, account.deviceId, ownerUrl];
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeArgs(process.env), fileURLToPath(new URL("echo-bot.ts", import.meta.url)), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    // what the bot is given is given to the peer as well
    env: { ...process.env, ...nodeEnv(fileURLToPath(new URL("..", import.meta.url))) },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", () => resolve(performance.now() - began));
    void ended.then(() => reject(new Error("the echo bot has ended")));
  });
  ready.catch(() => {});
  return {
    ready,
    say: (text) => void child.stdin.write(`${text}\n`),
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
