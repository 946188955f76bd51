// Keeps the bot running: it asks for a new start with exit code 75, everything else ends the bootstrap too.
import { nodeArgs, nodeEnv } from "./bot-node.mjs";
import { isStopping, pause, run } from "./run.mjs";

const again = 75;
const longest = 30_000;
/** A bot that ran this long starts its back-off anew, in milliseconds. */
const settled = 60_000;

/** Runs `node bot/main.ts` until it ends; resolves to the exit code. The IPC channel tells the bot when this process is gone. */
export async function supervise(node, root, given, say) {
  const env = { ...nodeEnv(root), ...given };
  const program = [...nodeArgs(given), "bot/main.ts"];
  for (let wait = 1000; ; wait = Math.min(wait * 2, longest)) {
    const begun = Date.now();
    const { code, signal } = await run(node, program, { cwd: root, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
    if (isStopping()) return code ?? 1;
    if (signal !== null) {
      say(`Liaison was ended by ${signal}.`);
      return 1;
    }
    if (code !== again) return code;
    if (Date.now() - begun > settled) wait = 1000;
    say(`Liaison starts again in ${wait / 1000} s.`);
    await pause(wait);
    if (isStopping()) return 0;
  }
}
