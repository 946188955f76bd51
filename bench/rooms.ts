import { register } from "../tests/support/accounts.ts";
import type { Officer } from "../tests/support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../tests/support/stage.ts";
import { testPostgres } from "../tests/support/test-servers.ts";
import { type EchoProcess, startEcho } from "./echo-process.ts";

/** One officer with a room of each bot. */
export interface Pair {
  readonly officer: Officer;
  readonly ours: string;
  readonly peer: string;
  /** The case whose room is ours. */
  readonly ref: string;
}

/** The bot and the echo bot on one homeserver, each on a database of its own. */
export interface Contest {
  readonly stage: Stage;
  /** Opens a case and a room of the echo bot with the same new officers in both. */
  room(name: string, officers: number): Promise<readonly Pair[]>;
  /** The same for somebody who is there already. */
  roomOf(officer: Officer, name: string): Promise<Pair>;
  echo(): EchoProcess;
  /** Ends the echo bot and starts it again. */
  restartEcho(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both bots, ours with these settings. It is spoken to without the proxy's detour of the tests. */
export async function startContest(settings: Readonly<Record<string, string>> = {}): Promise<Contest> {
  const stage = await startStage({ LOG_LEVEL: "warn", ...settings }, "direct");
  const database = await testPostgres();
  const account = await register(stage.homeserver, "echo");
  let echo = startEcho(account, database.ownerUrl);

  async function room(name: string, lead: Officer, others: readonly Officer[]): Promise<readonly Pair[]> {
    const { ref, room: ours }: CaseRoom = await stage.openCase(`Bench ${name}`, lead, others);
    const invited = [account.userId, ...others.map(({ userId }) => userId)];
    const peer = await lead.createEncryptedRoom(invited, `Echo ${name}`);
    const all = [lead, ...others];
    for (const officer of all) for (const user of invited) await officer.expectMember(peer, user);
    return all.map((officer) => ({ officer, ours, peer, ref }));
  }

  return {
    stage,
    async room(name, officers) {
      const found: Officer[] = [];
      for (let at = 0; at < officers; at++) found.push(await stage.officer(`${name}-${at}`, "NL"));
      const [lead, ...others] = found;
      return lead === undefined ? [] : room(name, lead, others);
    },
    async roomOf(officer, name) {
      const [pair] = await room(name, officer, []);
      if (pair === undefined) throw new Error("no room");
      return pair;
    },
    echo: () => echo,
    async restartEcho() {
      await echo.stop();
      echo = startEcho(account, database.ownerUrl);
    },
    async stop() {
      await echo.stop();
      await stage.stop();
      await database.stop();
    },
  };
}
