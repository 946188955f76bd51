import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const accessOf = (data: string): { readonly port: number; readonly password: string; readonly home: string } =>
  JSON.parse(readFileSync(join(data, "postgres.json"), "utf8"));

/** Where the files of a data folder's embedded database are; as root perhaps outside it. */
export const homeOf = (data: string): string => accessOf(data).home;

/** Owner's URL of the embedded database that serves a data folder. */
export function databaseOf(data: string): string {
  const { port, password } = accessOf(data);
  return `postgresql://liaison:${password}@127.0.0.1:${port}/liaison`;
}

/** Runs `act` on a connection of its own. */
export async function connected<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // a server that ends is told by the query that waits, or by the next one
  client.on("error", () => {});
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** Every ordinary table of every schema but PostgreSQL's own, quoted and qualified. */
export async function tables(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return found.rows.map((row) => row.name);
}

/** `COPY table TO STDOUT`, text format: what a dump of that table holds (PostgreSQL documentation, "COPY"). */
export async function copyOut(client: pg.Client, table: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  // pg leaves the data of COPY aside unless a query takes it; its types do not know this method
  const query = Object.assign(new pg.Query(`copy ${table} to stdout`), {
    handleCopyData: (message: { chunk: Buffer }) => parts.push(message.chunk),
  });
  await new Promise<void>((resolve, reject) => {
    query.on("end", () => resolve());
    query.on("error", reject);
    client.query(query);
  });
  return Buffer.concat(parts);
}
