import { Client } from "pg";
import { pauseAfter, whileAway } from "#domain/time/pauses.ts";

/** The channel on which every process of a database tells the others what it touched. */
const channel = "liaison_touched";

/** Sent within a transaction, heard by the others when it is committed and not otherwise. */
export const notify = `select pg_notify('${channel}', $1)`;

/** A connection of its own that hears the others. */
export interface Listening {
  stop(): Promise<void>;
}

/**
 * Listens until `stop`; a lost connection is made again. `missed` is called whenever listening begins: what was told before
 * was not heard.
 */
export function listenOn(url: string, heard: (payload: string) => void, missed: () => void): Listening {
  let current: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = false;

  async function listen(): Promise<void> {
    const client = new Client({ connectionString: url, keepAlive: true });
    current = client;
    client.on("notification", ({ payload = "" }) => heard(payload));
    client.on("error", () => lose(client));
    client.on("end", () => lose(client));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      failures = 0;
      if (!stopped) missed();
    } catch {
      lose(client);
    }
  }
  /** Told of once for each connection, however it ends. */
  function lose(client: Client): void {
    if (stopped || current !== client) return;
    current = undefined;
    client.end().catch(() => {});
    timer = setTimeout(() => void listen(), pauseAfter(++failures, whileAway));
  }

  void listen();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current?.end().catch(() => {});
    },
  };
}
