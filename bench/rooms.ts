import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { register } from "../tests/support/accounts.ts";
import type { Officer } from "../tests/support/officer.ts";
import { testPostgres } from "../tests/support/services.ts";
import { type Stage, startStage } from "../tests/support/stage.ts";

/** One officer with a room of each bot; what he types there, and how the answer is recognised as a good one. */
export interface Pair {
  readonly officer: Officer;
  readonly ours: string;
  readonly peer: string;
}

/** The bot and the echo bot on one homeserver, each on a database of its own. */
export interface Contest {
  pair(name: string): Promise<Pair>;
  stop(): Promise<void>;
}

/** Starts both bots. The bot is spoken to without the proxy's detour of the tests. */
export async function startContest(): Promise<Contest> {
  const stage: Stage = await startStage({ LOG_LEVEL: "warn" }, "direct");
  const database = await testPostgres();
  const account = await register(stage.homeserver, "echo");
  const args = [stage.homeserver, account.accessToken, account.userId, account.deviceId, database.ownerUrl];
  const echo = spawn(process.execPath, [fileURLToPath(new URL("echo-bot.ts", import.meta.url)), ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => echo.once("exit", () => resolve()));
  return {
    async pair(name) {
      const officer = await stage.officer(name, "NL", { eager: true });
      const { room } = await stage.openCase(`Bench ${name}`, officer);
      const peer = await officer.createEncryptedRoom([account.userId], `Echo ${name}`);
      await officer.expectMember(peer, account.userId);
      return { officer, ours: room, peer };
    },
    async stop() {
      echo.kill("SIGTERM");
      await ended;
      await stage.stop();
      await database.stop();
    },
  };
}
