import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removePostgres } from "../../../../config/postgres/home.ts";
import { type Postgres, startPostgres } from "../../../../config/postgres/postgres.ts";
import { temporaryFolder } from "../../../support/test-servers.ts";

async function query(url: string, text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
const log = () => {};
const portOf = (server: Postgres) => Number(new URL(server.ownerUrl).port);

describe("the embedded PostgreSQL", () => {
  const data = temporaryFolder("postgres-test");
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres({ data, log });
  });
  afterAll(async () => {
    await server.stop();
    removePostgres(data);
    rmSync(data, { recursive: true, force: true });
  });

  test("is a durable one of version 18 that listens on loopback alone and asks for its password", async () => {
    expect(server.fresh).toBe(true);
    const [row] = await query(
      server.ownerUrl,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('synchronous_commit') as commits, current_setting('fsync') as fsync,
        current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding,
        (select datlocale from pg_database where datname = current_database()) as locale`,
    );
    expect(row).toEqual({
      version: 18,
      commits: "on",
      fsync: "on",
      listens: "127.0.0.1",
      sockets: "",
      encoding: "UTF8",
      locale: "C.UTF-8",
    });
    const wrong = new URL(server.ownerUrl);
    wrong.password = "wrong";
    await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  });

  test("keeps its secrets to its user", () => {
    expect(statSync(join(data, "postgres.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, "postgres", "cluster")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(data, "postgres"))).not.toContain("password");
  });

  test("writes no value into its log, whatever goes wrong", async () => {
    const canary = "canary-7f3a";
    await query(server.ownerUrl, "create table sensitive (id int primary key, value text unique)");
    await query(server.ownerUrl, "insert into sensitive values (1, $1)", [canary]);
    for (const [text, values] of [
      ["insert into sensitive values (2, $1)", [canary]],
      ["select $1::text::int", [canary]],
      [`select '${canary}'::uuid`, []],
      [`select ${canary.replace("-", "")} from nowhere`, []],
      [`do $$ begin raise warning '${canary}'; end $$`, []],
    ] as const) {
      await query(server.ownerUrl, text, values).catch(() => {});
    }
    expect(readFileSync(join(data, "logs", "postgres.log"), "utf8")).not.toContain("canary");
  });

  test("keeps port, password and data over a restart", async () => {
    await query(server.ownerUrl, "create table kept as select 7 as n");
    const before = server.ownerUrl;
    await server.stop();
    await expect(query(before, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    server = await startPostgres({ data, log });
    expect(server).toMatchObject({ fresh: false, ownerUrl: before });
    expect(await query(server.ownerUrl, "select n from kept")).toEqual([{ n: 7 }]);
  });

  test("moves to another port when its own is taken, and stays there", async () => {
    const port = portOf(server);
    await server.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
    server = await startPostgres({ data, log });
    const moved = portOf(server);
    expect(moved).not.toBe(port);
    await server.stop();
    await new Promise((resolve) => squatter.close(resolve));
    server = await startPostgres({ data, log });
    expect(portOf(server)).toBe(moved);
  });
});

test("a folder that an unprivileged user cannot enter: the cluster is elsewhere, and goes when the data folder is another", async () => {
  const closed = mkdtempSync(join(tmpdir(), "liaison-closed-"));
  const data = join(closed, "data");
  const lines: string[] = [];
  const homeOf = () => String(JSON.parse(readFileSync(join(data, "postgres.json"), "utf8")).home);
  const first = await startPostgres({ data, log: (line) => lines.push(line) });
  const home = homeOf();
  const asRoot = process.getuid?.() === 0;
  expect(home.startsWith(data)).toBe(!asRoot);
  expect(lines.some((line) => line.includes(home))).toBe(asRoot);
  expect(statSync(join(home, "cluster")).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, "cluster")).uid === 0).toBe(false);
  await first.stop();
  rmSync(data, { recursive: true });
  const second = await startPostgres({ data, log });
  expect(second.fresh).toBe(true);
  await second.stop();
  // now it is certain that the first one's folder is nobody's
  const third = await startPostgres({ data, log });
  expect(third.fresh).toBe(false);
  if (asRoot) expect(existsSync(home)).toBe(false);
  await third.stop();
  removePostgres(data);
  rmSync(closed, { recursive: true });
});
