import { runningPostgres } from "../../../../config/postgres/home.ts";
import type { Settings } from "../../../../config/settings/settings.ts";
import { inspectRedis } from "../../../../jobs/engine/inspect-redis.ts";
import { inspectDatabase } from "../../../../storage/inspect.ts";
import { DatabaseUnreachable } from "../../../../storage/migrate.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const majorWanted = 18;

/** The database, and Redis where one is named. */
export async function checkServers(settings: Pick<Settings, "data" | "databaseUrl" | "redisUrl">): Promise<readonly Finding[]> {
  return [await checkDatabase(settings), ...(settings.redisUrl === undefined ? [] : [await checkRedis(settings.redisUrl)])];
}

async function checkDatabase({ data, databaseUrl }: Pick<Settings, "data" | "databaseUrl">): Promise<Finding> {
  const what = "database";
  const url = databaseUrl ?? runningPostgres(data);
  if (url === undefined) return warn(what, "the embedded one does not run, since Liaison does not: look again when it does.");
  try {
    const { version, major, missing, unknown } = await inspectDatabase(url);
    if (major < majorWanted) return fail(what, `PostgreSQL ${version} is too old: Liaison needs ${majorWanted}.`);
    if (unknown > 0) return fail(what, "made by a newer version of Liaison: start that version, or restore an older backup.");
    const pending = missing === 0 ? "up to date" : `${missing} migration${missing === 1 ? "" : "s"} to be done by the next start`;
    return ok(what, `PostgreSQL ${version}, ${pending}`);
  } catch (fault) {
    if (fault instanceof DatabaseUnreachable)
      return fail(what, `cannot be used (${fault.code}): check LIAISON_DATABASE_URL, its name and password, and that the server runs.`);
    throw fault;
  }
}

async function checkRedis(url: string): Promise<Finding> {
  const found = await inspectRedis(url);
  if (found === undefined)
    return fail("Redis", "does not answer: check LIAISON_REDIS_URL and that the server runs. Nothing is lost meanwhile; jobs wait.");
  if (found.policy !== "noeviction")
    return warn("Redis", `${found.version} throws data away when it is full (${found.policy}): set maxmemory-policy noeviction.`);
  return ok("Redis", `${found.version}, ${found.policy}`);
}
