import { beforeAll, describe, expect, test } from "vitest";
import { DatabaseUnreachable, NewerDatabase } from "../../../storage/migrate.ts";
import { openStorage } from "../../../storage/open.ts";
import { WrongMasterKey } from "../../../storage/sealing/keyring.ts";
import { connected, copyOut, tables } from "../../support/copy-out.ts";
import { anna, clara, graceMs, masterKey, onPostgres, openCase } from "./fresh.ts";

const postgres = onPostgres();
/** No superuser: what an administrator's own server gives us. */
const keeper = "keeper";
beforeAll(() => connected(postgres.owner(), (client) => client.query(`create role ${keeper} login createrole password '${keeper}'`)));

const dump = (url: string) =>
  connected(url, async (client) => {
    const texts: string[] = [];
    for (const table of await tables(client)) texts.push(`${table}\n${await copyOut(client, table)}`);
    return texts.join("\n");
  });

describe("a database", () => {
  test("of an owner without superuser rights is made, and opened again with what was in it", async () => {
    const url = await postgres.database(keeper);
    const first = await postgres.again(url);
    await first.transaction((tx) => tx.stores.roster.save({ userId: anna, country: "NL" }));
    const id = await first.transaction((tx) => openCase(tx, "Winter", anna));
    const second = await postgres.again(url);
    expect(await second.transaction((tx) => tx.stores.roster.find(anna))).toMatchObject({ userId: anna, country: "NL" });
    expect(await second.transaction((tx) => tx.stores.cases.get(id))).toMatchObject({ title: "Winter" });
    // made by the first after the second had loaded its keys
    const later = await first.transaction((tx) => openCase(tx, "Spring", clara));
    expect(await second.transaction((tx) => tx.stores.cases.get(later))).toMatchObject({ title: "Spring" });
  });

  test("is made once when two processes begin together", async () => {
    const url = await postgres.database(keeper);
    const [one, two] = await Promise.all([postgres.again(url), postgres.again(url)]);
    await one.transaction((tx) => tx.stores.roster.save({ userId: anna }));
    expect(await two.transaction((tx) => tx.stores.roster.find(anna))).toBeDefined();
  });

  test("does not open with another master key, and nothing is written", async () => {
    const url = await postgres.database(keeper);
    await (await postgres.again(url)).transaction((tx) => openCase(tx, "Winter", anna));
    const before = await dump(url);
    await expect(openStorage({ ownerUrl: url, masterKey: Buffer.alloc(32, 8), graceMs })).rejects.toBeInstanceOf(WrongMasterKey);
    expect(await dump(url)).toBe(before);
  });

  test("of a newer program is refused, and nothing is written", async () => {
    const url = await postgres.database(keeper);
    await (await postgres.again(url)).close();
    await connected(url, (client) => client.query("insert into liaison.migration (name) values ('2099-01-01-later')"));
    const before = await dump(url);
    await expect(openStorage({ ownerUrl: url, masterKey, graceMs })).rejects.toBeInstanceOf(NewerDatabase);
    expect(await dump(url)).toBe(before);
  });

  test("that does not answer or does not exist is named as such, without the driver's words", async () => {
    const nobody = new URL(postgres.owner());
    nobody.port = "1";
    await expect(openStorage({ ownerUrl: nobody.href, masterKey, graceMs })).rejects.toEqual(new DatabaseUnreachable("ECONNREFUSED"));
    const missing = new URL(postgres.owner());
    missing.pathname = "/missing";
    await expect(openStorage({ ownerUrl: missing.href, masterKey, graceMs })).rejects.toEqual(new DatabaseUnreachable("3D000"));
  });
});

test("every pooled connection is the bot's role, also after it has reset its role", async () => {
  const storage = await postgres.again(await postgres.database(keeper), { connections: 4 });
  const rows = await Promise.all(
    Array.from({ length: 4 }, () =>
      storage.database.query<{ pid: number; role: string }>("select pg_backend_pid() as pid, current_user as role, pg_sleep(0.3)"),
    ),
  );
  expect(new Set(rows.map(([row]) => row?.pid)).size).toBe(4);
  expect(rows.map(([row]) => row?.role)).toEqual(Array(4).fill("liaison_app"));
  await Promise.all(Array.from({ length: 4 }, () => storage.database.query("reset role")));
  expect(await storage.database.query("select current_user as role")).toEqual([{ role: "liaison_app" }]);
});
