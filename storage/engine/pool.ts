import pg from "pg";

const { builtins } = pg.types;
/** Times as the server writes them; a Date would lose their microseconds. */
const times = [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ, builtins.INTERVAL];

/** Connections to one database, at most so many; bytea come as Buffer, bigint and times as text. */
export function openPool(url: string, most: number): pg.Pool {
  const types = new pg.TypeOverrides();
  for (const type of times) types.setTypeParser(type, (text) => text);
  const pool = new pg.Pool({ connectionString: url, pipeline: true, types, min: 0, max: most, idleTimeoutMillis: 30_000 });
  // Whoever holds a connection that the server ends hears of it by his query. Unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  return pool;
}
