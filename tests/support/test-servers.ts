import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgres, serverOf } from "../../config/postgres/home.ts";
import { startPostgres } from "../../config/postgres/postgres.ts";
import { startHomeserver } from "../../config/sandbox/homeserver.ts";
import { homeOf } from "./copy-out.ts";

/** A PostgreSQL of its own in a temporary folder, gone after `stop`. */
export interface TestPostgres {
  readonly ownerUrl: string;
  stop(): Promise<void>;
  /** Ends the server, in order or as a crash does, and keeps its files. */
  halt(how: "orderly" | "crash"): Promise<void>;
  /** After `halt`: the same database at the same address. */
  resume(): Promise<void>;
}

/** Starts one; it serves when this resolves. */
export async function testPostgres(): Promise<TestPostgres> {
  const data = temporaryFolder("postgres");
  let server = await startPostgres({ data, log: () => {} });
  const { ownerUrl } = server;
  return {
    ownerUrl,
    async halt(how) {
      const pid = serverOf(homeOf(data));
      if (pid === undefined) throw new Error("no server to halt");
      // immediate shutdown: no checkpoint, recovery at the next start (PostgreSQL documentation, "Shutting Down the Server")
      if (how === "crash") process.kill(pid, "SIGQUIT");
      await (how === "crash" ? server.ended : server.stop());
    },
    async resume() {
      server = await startPostgres({ data, log: () => {} });
      if (server.ownerUrl !== ownerUrl) throw new Error("the database's port was taken");
    },
    async stop() {
      await server.stop();
      removePostgres(data);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A Synapse of its own with open registration (`m.login.dummy`) and no rate limits, unless its `settings` say so; gone after `stop`. */
export async function testHomeserver(
  settings: object = {},
): Promise<{ readonly url: string; readonly serverName: string; stop(): Promise<void> }> {
  const folder = temporaryFolder("homeserver");
  const server = await startHomeserver({ folder, log: () => {}, settings });
  return {
    url: server.url,
    serverName: server.serverName,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new folder below the machine's temporary one, open to pass through so that a server's own user gets in. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `liaison-${purpose}-`));
  chmodSync(folder, 0o711);
  return folder;
}
