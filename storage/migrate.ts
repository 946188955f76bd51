import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { queryOn } from "./engine/statement.ts";
import { entities } from "./entities.ts";
import { migrations } from "./migrations/index.ts";
import { firstKeys, type Query, readWrapped, unwrap } from "./sealing/keyring.ts";

/** The database has a migration that this program does not know. */
export class NewerDatabase extends Error {
  constructor() {
    super("the database was made by a newer version of this program");
    this.name = "NewerDatabase";
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

/** The ORM on one database; messages of the database are never logged, since they quote values. */
export const ormOn = (url: string, most: number): Promise<MikroORM> =>
  MikroORM.init({
    clientUrl: url,
    driverOptions: { connectionString: url, pipeline: true },
    pool: { min: 0, max: most, idleTimeoutMillis: 30_000 },
    entities,
    extensions: [Migrator],
    migrations: {
      tableName: "liaison.migration",
      migrationsList: migrations,
      transactional: true,
      allOrNothing: true,
      disableForeignKeys: false,
      snapshot: false,
      silent: true,
    },
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
  });

/**
 * Brings the database to this program's version, as its owner, on one connection that is closed afterwards. Another
 * process that does the same is waited for. Throws NewerDatabase, WrongMasterKey and DatabaseUnreachable before anything is written.
 */
export async function migrate(ownerUrl: string, masterKey: Uint8Array): Promise<void> {
  const orm = await ormOn(ownerUrl, 1);
  try {
    const query = queryOn(await orm.em.getConnection().getNativeClient());
    await query("select pg_advisory_lock($1)", [migrationLock]);
    await refuseForeign(query, masterKey);
    await orm.migrator.up();
    await firstKeys(masterKey, query);
  } catch (error) {
    throw named(error);
  } finally {
    await orm.close(true);
  }
}

async function refuseForeign(query: Query, masterKey: Uint8Array): Promise<void> {
  const [there] = await query<{ migration: boolean; key: boolean }>(
    `select to_regclass('liaison.migration') is not null as migration, to_regclass('keyring.data_key') is not null as key`,
  );
  if (there?.migration) {
    const done = await query<{ name: string }>("select name from liaison.migration");
    if (done.some(({ name }) => !migrations.some((migration) => migration.name === name))) throw new NewerDatabase();
  }
  if (there?.key) unwrap(masterKey, await readWrapped(query));
}

/** Errors of the driver and of the server carry a code and quote what they were about. */
function named(error: unknown): unknown {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? new DatabaseUnreachable(code) : error;
}
