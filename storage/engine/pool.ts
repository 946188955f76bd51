import pg from "pg";

/** Connections to one database, at most so many; bytea come as Buffer, times as Date, bigint as text. */
export function openPool(url: string, most: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, pipeline: true, min: 0, max: most, idleTimeoutMillis: 30_000 });
  // Whoever holds a connection that the server ends hears of it by their query. Unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  return pool;
}
