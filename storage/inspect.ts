import pg from "pg";
import { DatabaseUnreachable } from "./migrate.ts";
import { migrationNames } from "./migrations/names.ts";

/** What can be seen of a database without touching it. */
export interface Inspected {
  /** As the server writes it: `18.4`. */
  readonly version: string;
  /** Major version. */
  readonly major: number;
  /** Migrations of this program that have not run there; all of them in an empty database. */
  readonly missing: number;
  /** Migrations that have run there and that this program does not know. */
  readonly unknown: number;
}

const timeoutMs = 10_000;

/** Looks, in one read-only transaction. Rejects with DatabaseUnreachable, also when it takes more than ten seconds. */
export async function looking<T>(ownerUrl: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  // told by the query that is waiting
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("begin isolation level repeatable read, read only");
    return await look(client);
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    throw new DatabaseUnreachable(typeof code === "string" ? code : "no answer");
  } finally {
    await client.end().catch(() => {});
  }
}

/** Rejects with DatabaseUnreachable. */
export const inspectDatabase = (ownerUrl: string): Promise<Inspected> =>
  looking(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string; number: string; there: boolean }>(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number,
              to_regclass('liaison.migration') is not null as there`,
    );
    const [server] = rows;
    const done = server?.there ? (await client.query<{ name: string }>("select name from liaison.migration")).rows : [];
    const names = done.map(({ name }) => name);
    return {
      version: server?.version.split(" ")[0] ?? "",
      major: Math.floor(Number(server?.number) / 10_000),
      missing: migrationNames.filter((name) => !names.includes(name)).length,
      unknown: names.filter((name) => !migrationNames.some((ours) => ours === name)).length,
    };
  });
