import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { logIn } from "../../../../bot/cli/operator/log-in.ts";
import { readAccount } from "../../../../bot/matrix/account.ts";
import { type Homeserver, openHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { readTokenFile, writeTokenFile } from "../../../../bot/matrix/token-file.ts";
import { openTokens } from "../../../../bot/matrix/tokens.ts";
import { register } from "../../../support/accounts.ts";
import { type RecordingProxy, startProxy } from "../../../support/proxy.ts";
import { user } from "../../../support/stores.ts";
import { temporaryFolder, testHomeserver } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";

/** How long an access token lives on this homeserver. */
const lifeMs = 2_000;
const refreshPath = "/_matrix/client/v3/refresh";
let homeserver: Awaited<ReturnType<typeof testHomeserver>>;
let proxy: RecordingProxy;
let path = "";
let people = 0;

beforeAll(async () => {
  homeserver = await testHomeserver({ refreshable_access_token_lifetime: lifeMs });
});
afterAll(() => homeserver.stop());
beforeEach(async () => {
  proxy = await startProxy(homeserver.url);
  path = join(temporaryFolder("token"), "token");
});
afterEach(async () => {
  await proxy.stop();
  rmSync(dirname(path), { recursive: true, force: true });
});

/** An account with a fresh pair of tokens in the file. */
async function paired(): Promise<{ readonly server: Homeserver; readonly first: string; readonly refreshToken: string }> {
  const { userId, password } = await register(homeserver.url, `liaison-${++people}`);
  const login = await logIn(homeserver.url, { user: user(userId), password });
  writeTokenFile(path, login);
  const server = openHomeserver({ ...login, homeserver: proxy.url, accessToken: openTokens(proxy.url, path) });
  return { server, first: login.accessToken, refreshToken: login.refreshToken ?? "" };
}
const whoami = (server: Homeserver) => server.whoami();
const refreshes = () => proxy.passed.filter((one) => one.path === refreshPath);
const pastExpiry = () => {
  const end = readTokenFile(path).expiresAt?.getTime() ?? Number.NaN;
  return until(() => Date.now() > end + 100 || undefined, "the end of the access token");
};

test("renewed when its time is over, once for all who ask, before the homeserver has to refuse it", async () => {
  const { server, first } = await paired();
  writeTokenFile(path, { ...readTokenFile(path), expiresAt: new Date() });
  const early = openHomeserver({ ...server, homeserver: proxy.url, accessToken: openTokens(proxy.url, path) });
  await Promise.all(Array.from({ length: 5 }, () => whoami(early)));
  expect(readTokenFile(path).accessToken).not.toBe(first);
  expect(refreshes()).toHaveLength(1);
  expect(proxy.passed.filter(({ status }) => status !== 200)).toEqual([]);
});

test("renewed after a soft logout, once, with the device and its owner in the file", async () => {
  const { server } = await paired();
  // a clock that is wrong, or a file without the time: the homeserver says so itself
  const { expiresAt: _, ...timeless } = readTokenFile(path);
  await pastExpiry();
  writeTokenFile(path, timeless);
  const again = openHomeserver({ ...server, homeserver: proxy.url, accessToken: openTokens(proxy.url, path) });
  const all = await Promise.all(Array.from({ length: 5 }, () => whoami(again)));
  expect(all.map((one) => one.device_id)).toEqual(all.map(() => server.deviceId));
  expect(refreshes()).toHaveLength(1);
  expect(readTokenFile(path)).toMatchObject({ userId: server.userId, deviceId: server.deviceId, expiresAt: expect.any(Date) });
});

test("saved before it is used: when a new token is first seen it stands in the file", async () => {
  const { server } = await paired();
  await pastExpiry();
  let inFile = "";
  proxy.rule = (_method, at) => {
    if (at !== refreshPath) inFile ||= readTokenFile(path).accessToken;
    return "pass";
  };
  await whoami(server);
  // nobody has renewed it since: it is the one that was used
  expect(inFile).toBe(readTokenFile(path).accessToken);
});

test.each(["drop", "cut"] as const)("a renewal whose answer is lost (%s) is asked for again with the old refresh token", async (how) => {
  const { server, refreshToken } = await paired();
  await pastExpiry();
  let lost = 0;
  proxy.rule = (_method, at) => (at === refreshPath && lost++ < 2 ? how : "pass");
  await whoami(server);
  expect(refreshes().map(({ body }) => JSON.parse(body).refresh_token)).toEqual([refreshToken, refreshToken, refreshToken]);
  await pastExpiry();
  await whoami(server);
});

test("while nobody answers the old refresh token is kept, and the next request goes on from it", async () => {
  const { server, refreshToken } = await paired();
  await pastExpiry();
  proxy.rule = (_method, at) => (at === refreshPath ? { status: 502, body: {} } : "pass");
  await expect(whoami(server)).rejects.toMatchObject({ status: 502 });
  expect(readTokenFile(path).refreshToken).toBe(refreshToken);
  proxy.rule = () => "pass";
  await whoami(server);
  expect(readTokenFile(path).refreshToken).not.toBe(refreshToken);
});

test("what another process has saved is taken up, and nothing renewed", async () => {
  const { server } = await paired();
  await pastExpiry();
  const other = await readAccount(homeserver.url, path);
  await whoami(openHomeserver(other));
  await whoami(server);
  expect(refreshes()).toEqual([]);
});

test("another device's token in the file is never taken up", async () => {
  const { server } = await paired();
  const login = await logIn(homeserver.url, { user: server.userId, password: `pw-liaison-${people}` });
  await server.logout();
  writeTokenFile(path, login);
  await expect(whoami(server)).rejects.toMatchObject({ errcode: "M_UNKNOWN_TOKEN" });
});

test("without a refresh token, and after a hard logout, the fault is that the token is not known", async () => {
  const { server } = await paired();
  const { refreshToken: _, ...single } = readTokenFile(path);
  await openHomeserver({ ...single, homeserver: homeserver.url, userId: server.userId, deviceId: server.deviceId }).logout();
  await expect(whoami(server)).rejects.toMatchObject({ errcode: "M_UNKNOWN_TOKEN" });
  writeTokenFile(path, single);
  await expect(readAccount(homeserver.url, path)).rejects.toThrow(/npm run liaison -- login/u);
});

test("a systemd credential with a refresh token is refused; one with an access token alone is not", async () => {
  const { server, first } = await paired();
  process.env.CREDENTIALS_DIRECTORY = dirname(path);
  try {
    await expect(readAccount(homeserver.url, path)).rejects.toThrow(/systemd credential and holds a refresh token/u);
    writeFileSync(path, first);
    chmodSync(path, 0o440);
    expect(await readAccount(homeserver.url, path)).toMatchObject({ userId: server.userId, deviceId: server.deviceId });
    expect(readFileSync(path, "utf8")).toBe(first);
  } finally {
    delete process.env.CREDENTIALS_DIRECTORY;
  }
});
