import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHomeserver } from "../../config/homeserver.ts";
import { startPostgres } from "../../config/postgres.ts";
import { removePostgres } from "../../config/postgres-home.ts";

/** A PostgreSQL of its own in a temporary folder, gone after `stop`. */
export async function testPostgres(): Promise<{ readonly ownerUrl: string; stop(): Promise<void> }> {
  const data = temporaryFolder("postgres");
  const server = await startPostgres({ data, log: () => {} });
  return {
    ownerUrl: server.ownerUrl,
    async stop() {
      await server.stop();
      removePostgres(data);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A Synapse of its own with open registration (`m.login.dummy`) and no rate limits, gone after `stop`. */
export async function testHomeserver(): Promise<{ readonly url: string; readonly serverName: string; stop(): Promise<void> }> {
  const folder = temporaryFolder("homeserver");
  const server = await startHomeserver({ folder, log: () => {} });
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
