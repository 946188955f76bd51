import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { entities } from "../entities.ts";
import { migrations } from "./index.ts";

/** The ORM on one database, with one connection; messages of the database are never logged, since they quote values. */
export const ormOn = (url: string): Promise<MikroORM> =>
  MikroORM.init({
    clientUrl: url,
    driverOptions: { connectionString: url },
    pool: { min: 0, max: 1 },
    entities,
    extensions: [Migrator],
    migrations: {
      tableName: "liaison.migration",
      migrationsList: [...migrations],
      transactional: true,
      allOrNothing: true,
      disableForeignKeys: false,
      snapshot: false,
      silent: true,
    },
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
  });

/** Runs what has not run yet, all of it or nothing. */
export async function runMigrations(ownerUrl: string): Promise<void> {
  const orm = await ormOn(ownerUrl);
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}
