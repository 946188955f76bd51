import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkHomeserver } from "../../../../../bot/cli/operator/checks/homeserver.ts";
import { checkServers } from "../../../../../bot/cli/operator/checks/servers.ts";
import { loadSettings, type Settings } from "../../../../../config/settings/settings.ts";
import { openStorage } from "../../../../../storage/open.ts";
import { type Account, register } from "../../../../support/accounts.ts";
import { connected } from "../../../../support/copy-out.ts";
import { startProxy } from "../../../../support/proxy.ts";
import { testRedis } from "../../../../support/redis.ts";
import { testHomeserver, testPostgres } from "../../../../support/test-servers.ts";

/** What Synapse does where nobody has set anything. */
const usual = { per_second: 0.2, burst_count: 10 };
let homeserver: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let account: Account;
const folder = mkdtempSync(join(tmpdir(), "liaison-doctor-"));
beforeAll(async () => {
  [homeserver, postgres] = await Promise.all([testHomeserver({ rc_message: usual }), testPostgres()]);
  account = await register(homeserver.url, "liaison");
});
afterAll(async () => {
  await Promise.all([homeserver.stop(), postgres.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

function settings(more: Readonly<Record<string, string>>, tokens: object = { access_token: account.accessToken }): Settings {
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, JSON.stringify(tokens), { mode: 0o600 });
  const loaded = loadSettings({
    LIAISON_DATA: join(folder, "data"),
    LIAISON_HOMESERVER: homeserver.url,
    LIAISON_TOKEN_FILE: tokenFile,
    ...more,
  });
  if (!loaded.ok) throw new Error(loaded.faults.join(" "));
  return loaded.settings;
}

test("the usual rate limits are a warning that tells how to lift them, and no room is made", async () => {
  const found = await checkHomeserver(settings({}));
  expect(found.map(({ level, what }) => [what, level])).toEqual([
    ["homeserver", "ok"],
    ["specification", "ok"],
    ["token", "ok"],
    ["clock", "ok"],
    ["room versions", "ok"],
    ["rate limits", "warn"],
  ]);
  expect(found.at(-1)?.says).toContain(`/_synapse/admin/v1/users/${encodeURIComponent(account.userId)}/override_ratelimit`);
  const rooms = await fetch(`${homeserver.url}/_matrix/client/v3/joined_rooms`, {
    headers: { authorization: `Bearer ${account.accessToken}` },
  });
  expect(await rooms.json()).toEqual({ joined_rooms: [] });
});

test("a homeserver that cannot be reached, a token that is not accepted, and another device's", async () => {
  expect(await checkHomeserver(settings({ LIAISON_HOMESERVER: "http://127.0.0.1:1" }))).toEqual([
    { level: "FAIL", what: "homeserver", says: expect.stringContaining("cannot be reached") },
  ]);
  const wrong = await checkHomeserver(settings({}, { access_token: "syt_wrong" }));
  expect(wrong.at(-1)).toEqual({ level: "FAIL", what: "token", says: expect.stringContaining("npm run liaison -- login") });
  const renewable = await checkHomeserver(settings({}, { access_token: "syt_wrong", refresh_token: "syr_x" }));
  expect(renewable.at(-1)).toMatchObject({ level: "warn", what: "token" });
  const other = await checkHomeserver(settings({}, { access_token: account.accessToken, device_id: "ELSEWHERE" }));
  expect(other.find(({ what }) => what === "token")).toMatchObject({ level: "FAIL" });
});

test("an account that may not make rooms fails", async () => {
  const proxy = await startProxy(homeserver.url);
  proxy.rule = (_method, path) => (path.endsWith("/createRoom") ? { status: 403, body: { errcode: "M_FORBIDDEN" } } : "pass");
  const found = await checkHomeserver(settings({ LIAISON_HOMESERVER: proxy.url }));
  expect(found.at(-1)).toMatchObject({ level: "FAIL", says: expect.stringContaining("may not make rooms") });
  await proxy.stop();
});

test("a database: empty, up to date, of a newer version, not reachable; nothing is changed by looking", async () => {
  const look = async (url: string) => (await checkServers(settings({ LIAISON_DATABASE_URL: url })))[0];
  expect(await look(postgres.ownerUrl)).toMatchObject({
    level: "ok",
    says: expect.stringMatching(/^PostgreSQL 18\.\d+, \d+ migrations? to be done/u),
  });
  expect(
    await connected(postgres.ownerUrl, async (client) => (await client.query("select to_regclass('liaison.migration') as there")).rows),
  ).toEqual([{ there: null }]);
  await (await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0 })).close();
  expect(await look(postgres.ownerUrl)).toMatchObject({ level: "ok", says: expect.stringContaining("up to date") });
  await connected(postgres.ownerUrl, (client) => client.query("insert into liaison.migration (name) values ('9999-from-the-future')"));
  expect(await look(postgres.ownerUrl)).toMatchObject({ level: "FAIL", says: expect.stringContaining("newer version") });
  expect(await look("postgresql://nobody:s3cret@127.0.0.1:1/liaison")).toEqual({
    level: "FAIL",
    what: "database",
    says: expect.stringMatching(/ECONNREFUSED(?!.*s3cret)/u),
  });
});

test("a Redis that answers, and one that throws data away when it is full", async () => {
  const redis = await testRedis();
  try {
    const look = async () => (await checkServers(settings({ LIAISON_REDIS_URL: redis.url })))[1];
    expect(await look()).toEqual({ level: "ok", what: "Redis", says: expect.stringMatching(/^\d+\.\d+\.\d+, noeviction$/u) });
    await redis.with((client) => client.config("SET", "maxmemory-policy", "allkeys-lru"));
    expect(await look()).toMatchObject({ level: "warn", says: expect.stringContaining("maxmemory-policy noeviction") });
  } finally {
    await redis.stop();
  }
});

test("without a named database, and with a Redis that does not answer", async () => {
  const found = await checkServers(settings({ LIAISON_REDIS_URL: "redis://:s3cret@127.0.0.1:1" }));
  expect(found.map(({ level, what }) => [what, level])).toEqual([
    ["database", "warn"],
    ["Redis", "FAIL"],
  ]);
  expect(JSON.stringify(found)).not.toContain("s3cret");
});
