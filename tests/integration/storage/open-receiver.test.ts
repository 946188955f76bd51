import { afterEach, beforeEach, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { OlderDatabase } from "../../../storage/migrate.ts";
import type { OpenStorage } from "../../../storage/open.ts";
import { openReceiver } from "../../../storage/open-receiver.ts";
import { openKeyring } from "../../../storage/sealing/keyring.ts";
import { receiverKeyring, receiverKeysOf } from "../../../storage/sealing/receiver-keys.ts";
import { sealJson } from "../../../storage/sealing/sealed.ts";
import { connected } from "../../support/copy-out.ts";
import { clara, later, masterKey, onPostgres, openCase, t0 } from "./fresh.ts";

const postgres = onPostgres();
const content = { severity: "high", title: "Beaconing", indicators: [] } as const;
let storage: OpenStorage & { readonly ownerUrl: string };
let north: CaseId;
let token: string;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
/** A login that may be the role of receivers, and nothing else. */
let url: string;

beforeEach(async () => {
  storage = await postgres.open();
  [north, token] = await storage.transaction(async (tx) => {
    const of = await openCase(tx, "North", clara);
    const added = await tx.stores.alertSources.add({ kind: "webhook", case: of, name: "EDR", by: clara, now: t0 });
    return [of, added.token] as const;
  });
  url = await loginAs("liaison_feeds");
  receiver = await openReceiver(url, await keyring());
});
afterEach(() => receiver.close());

async function keyring() {
  const keys = receiverKeyring(await receiverKeysOf(storage.ownerUrl, masterKey));
  if (keys === undefined) throw new Error("no keys");
  return keys;
}
/** The database as a login that the operator has made for it. */
async function loginAs(role: string): Promise<string> {
  const name = `only_${role}`;
  await connected(storage.ownerUrl, (client) =>
    client.query(
      `do $$ begin create role ${name} login password '${name}' in role ${role}; exception when duplicate_object then null; end $$`,
    ),
  );
  const login = new URL(storage.ownerUrl);
  login.username = name;
  login.password = name;
  return login.href;
}
const lay = (delivery: string) =>
  receiver.transaction(async (tx) => {
    const source = await tx.receiver.source(token);
    return source !== undefined && (await tx.receiver.lay(source.id, delivery, content, later(5)));
  });

test("a receiver lays alerts down, each once, and whoever has the case's key takes them", async () => {
  expect(await Promise.all([lay("one"), lay("one"), lay("two")])).toEqual(expect.arrayContaining(["taken", "repeated", "taken"]));
  const ids = await storage.transaction((tx) => tx.intake.waiting(10));
  expect(ids).toHaveLength(2);
  const taken = await storage.transaction((tx) => tx.intake.take(ids[0] ?? ""));
  expect(taken).toMatchObject({ source: { case: north, number: 1, name: "EDR" }, receivedAt: later(5), content });
  expect(await storage.transaction((tx) => tx.intake.take(ids[0] ?? ""))).toBeUndefined();
});

test("what was laid down by a source that was removed since is taken still", async () => {
  await lay("one");
  await storage.transaction((tx) => tx.stores.alertSources.remove(north, 1, t0));
  expect(await lay("two")).toBe(false);
  const [id = ""] = await storage.transaction((tx) => tx.intake.waiting(10));
  expect(await storage.transaction((tx) => tx.intake.take(id))).toMatchObject({ source: { case: north, number: 1 }, content });
});

test("an alert that cannot be taken is tried three times and then kept apart", async () => {
  await lay("one");
  const [id = ""] = await storage.transaction((tx) => tx.intake.waiting(10));
  const fail = () => storage.transaction((tx) => tx.intake.failed(id));
  expect([await fail(), await fail(), await fail()]).toEqual(["again", "again", "parked"]);
  expect(await storage.transaction((tx) => tx.intake.waiting(10))).toEqual([]);
  expect(await storage.database.query("select 1 from liaison.alert_intake where parked")).toHaveLength(1);
});

test.each([
  "select body from liaison.alert_source",
  "select case_id from liaison.alert_source",
  "select body from liaison.alert_intake",
  "select body from liaison.indicator",
  "select body from liaison.officer",
  "select wrapped from keyring.data_key",
  "select value from device.crypto_record",
  "update liaison.alert_source set removed_at = now()",
  "insert into liaison.outbox (id) values (gen_random_uuid())",
  "set role liaison_app",
])("a receiver's login may not: %s", async (sql) => {
  await connected(url, async (client) => {
    await client.query("set role liaison_feeds");
    await expect(client.query(sql)).rejects.toMatchObject({ code: "42501" });
  });
});

test("its keys open nothing of a case", async () => {
  const keys = await keyring();
  const [row] = await storage.database.query<{ id: string; body: Buffer }>("select id, body from liaison.alert_source");
  if (row === undefined) throw new Error("no source");
  expect(() => keys.coordination.open({ table: "liaison.alert_source", column: "body", row: row.id }, row.body)).toThrow("no other key");
  expect(() => keys.receiving.open({ table: "liaison.alert_source", column: "body", row: row.id }, row.body)).toThrow("does not open");
  expect(() => keys.match("x")).toThrow("no other key");
});

test.each([
  "select value from device.crypto_record",
  "delete from liaison.audit_entry",
  "update liaison.audit_content set salt = content",
  "insert into liaison.officer select * from liaison.officer",
  "update liaison.case_member set role = 'lead'",
  "select body from liaison.confirmation",
  "update liaison.lease set epoch = epoch + 1",
])("a worker's login may not: %s", async (sql) => {
  await connected(await loginAs("liaison_worker"), async (client) => {
    await client.query("set role liaison_worker");
    await expect(client.query(sql)).rejects.toMatchObject({ code: "42501" });
  });
});

test("a source of a version that knew no receivers is received for again after the next start", async () => {
  const before = await storage.transaction((tx) => tx.receiver.source(token));
  if (before === undefined) throw new Error("no source");
  const { query } = storage.database;
  const key = await (await openKeyring(masterKey, query)).case(north, query);
  // as that version wrote it: the secret under the case's key alone
  const body = sealJson(
    key,
    { table: "liaison.alert_source", column: "body", row: before.id },
    { secret: before.secret.toString("base64"), by: clara },
  );
  await query("update liaison.alert_source set receiving = null, body = $1", [body]);
  expect(await storage.transaction((tx) => tx.receiver.source(token))).toBeUndefined();
  await postgres.again(storage.ownerUrl);
  expect(await storage.transaction((tx) => tx.receiver.source(token))).toEqual(before);
});

test("a database that was not migrated is refused", async () => {
  await connected(storage.ownerUrl, (client) => client.query("delete from liaison.migration where name = '2026-12-01-least-privilege'"));
  await expect(openReceiver(url, await keyring())).rejects.toThrow(OlderDatabase);
});
