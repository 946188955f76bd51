import pg from "pg";
import { type DatabaseRole, pooledUrl } from "./engine/pooled-url.ts";
import { queryOn } from "./engine/statement.ts";
import { migrationNames } from "./migrations/names.ts";
import { firstKeys, type Query, readWrapped, unwrap } from "./sealing/keyring.ts";

/** The database has a migration that this program does not know. */
export class NewerDatabase extends Error {
  constructor() {
    super("the database was made by a newer version of this program");
    this.name = "NewerDatabase";
  }
}
/** The database has not come to this program's version yet. */
export class OlderDatabase extends Error {
  constructor() {
    super("the database was not migrated to this version yet");
    this.name = "OlderDatabase";
  }
}
/** The database did not answer, or refused the connection; `code` is its or the system's, never its text. */
export class DatabaseUnreachable extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`the database cannot be used (${code})`);
    this.name = "DatabaseUnreachable";
    this.code = code;
  }
}

/** Any number that everybody who migrates this database uses. */
const migrationLock = 0x11a150;

/**
 * Brings the database to this program's version, as its owner, on one connection that is closed afterwards. Another
 * process that does the same is waited for. Throws NewerDatabase, WrongMasterKey and DatabaseUnreachable before anything is written.
 */
export async function migrate(ownerUrl: string, masterKey: Uint8Array): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // told by the query that is waiting
  client.on("error", () => {});
  try {
    await client.connect();
    const query = queryOn(client);
    await query("select pg_advisory_lock($1)", [migrationLock]);
    const done = await migrationsDone(query);
    await refuseForeign(query, masterKey, done);
    // The ORM takes 30 MB and a sixth of a start, and is needed once a version. It has a connection of its own, below this one's lock.
    if (done.length < migrationNames.length) await (await import("./migrations/run.ts")).runMigrations(ownerUrl);
    await firstKeys(masterKey, query);
  } catch (error) {
    throw named(error);
  } finally {
    await client.end();
  }
}

/** For who may not migrate: rejects with NewerDatabase or OlderDatabase if the database is of another version, else with DatabaseUnreachable. */
export async function refuseOtherVersion(url: string, role: DatabaseRole): Promise<void> {
  const client = new pg.Client({ connectionString: pooledUrl(url, role) });
  client.on("error", () => {});
  try {
    await client.connect();
    const done = await migrationsDone(queryOn(client));
    if (done.some((name) => !migrationNames.some((ours) => ours === name))) throw new NewerDatabase();
    if (done.length < migrationNames.length) throw new OlderDatabase();
  } catch (error) {
    throw named(error);
  } finally {
    await client.end();
  }
}

async function migrationsDone(query: Query): Promise<readonly string[]> {
  const [table] = await query<{ there: boolean }>("select to_regclass('liaison.migration') is not null as there");
  return table?.there ? (await query<{ name: string }>("select name from liaison.migration")).map(({ name }) => name) : [];
}

async function refuseForeign(query: Query, masterKey: Uint8Array, done: readonly string[]): Promise<void> {
  if (done.some((name) => !migrationNames.some((ours) => ours === name))) throw new NewerDatabase();
  const [key] = await query<{ there: boolean }>("select to_regclass('keyring.data_key') is not null as there");
  if (key?.there) unwrap(masterKey, await readWrapped(query));
}

/** Errors of the driver and of the server carry a code and quote what they were about. */
function named(error: unknown): unknown {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? new DatabaseUnreachable(code) : error;
}
