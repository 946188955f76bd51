import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTokenFile } from "../../bot/matrix/token-file.ts";
import { recoveryKeyFile } from "../../config/files/recovery-key.ts";
import { type Account, register } from "../support/accounts.ts";
import { type BotProcess, endAll, newDataFolder, startBot } from "../support/bot-process.ts";
import { connected } from "../support/copy-out.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { operate } from "../support/operate.ts";
import { type CaseRoom, type Scene, setScene } from "../support/stage.ts";
import { temporaryFolder, testHomeserver, testPostgres } from "../support/test-servers.ts";
import { until } from "../support/waiting.ts";

/** So short that every bot of this file renews its token again and again. */
const lifeMs = 15_000;
let homeserver: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let account: Account;
let clara: Officer;
let anna: Officer;
let scene: Scene;
let here: CaseRoom;
let bot: BotProcess;
let recoveryKey = "";
const folder = temporaryFolder("operator");
const tokenFile = join(folder, "token");
const data = newDataFolder();

beforeAll(async () => {
  [homeserver, postgres] = await Promise.all([testHomeserver({ refreshable_access_token_lifetime: lifeMs }), testPostgres()]);
  account = await register(homeserver.url, "liaison");
  clara = await openOfficer(await register(homeserver.url, "clara"));
});
afterAll(async () => {
  await scene?.stop();
  await endAll();
  await Promise.all([homeserver.stop(), postgres.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): Readonly<Record<string, string>> => ({
  HOMESERVER: homeserver.url,
  TOKEN_FILE: tokenFile,
  COORDINATORS: clara.userId,
  DATABASE_URL: postgres.ownerUrl,
  DATA: data,
});
const run = (args: readonly string[], lines: readonly string[] = []) => operate(args, settings(), lines);
/** Nothing that must stay secret may be in what a command writes. */
function expectQuiet(output: string): void {
  const { accessToken, refreshToken } = readTokenFile(tokenFile);
  for (const secret of [
    accessToken,
    refreshToken ?? accessToken,
    account.password,
    recoveryKey || accessToken,
    new URL(postgres.ownerUrl).password,
  ])
    expect(output).not.toContain(secret);
}
async function started(): Promise<BotProcess> {
  const process = startBot({ data, settings: settings() });
  await Promise.race([
    until(() => process.output().includes("Ready as") || undefined, "a start", 120_000),
    process.ended.then(() => Promise.reject(new Error(process.output()))),
  ]);
  return process;
}
const pastExpiry = () => {
  const begun = Date.now();
  return until(() => Date.now() > begun + lifeMs + 500 || undefined, "the end of an access token");
};

test("login: wrong usage, a wrong password and another account's file change nothing", async () => {
  expect(await run(["login"], [account.password])).toMatchObject({ code: 2, complained: expect.stringContaining("Name the account") });
  expect(await run(["login", "liaison"], [account.password])).toMatchObject({ code: 2 });
  expect(await run(["login", account.userId], ["wrong"])).toMatchObject({
    code: 1,
    said: "",
    complained: "The homeserver does not accept this name and password.\n",
  });
  expect(await run(["login", account.userId])).toMatchObject({ code: 1, complained: expect.stringContaining("standard input") });
  expect(existsSync(tokenFile)).toBe(false);
  writeFileSync(tokenFile, clara.account.accessToken, { mode: 0o600 });
  expect(await run(["login", account.userId], [account.password])).toMatchObject({
    code: 1,
    complained: expect.stringContaining(`holds the token of ${clara.userId}`),
  });
  expect(readFileSync(tokenFile, "utf8")).toBe(clara.account.accessToken);
  rmSync(tokenFile);
});

test("login writes a private file with a refresh token, keeps the device, and shows no secret", async () => {
  const first = await run(["login", account.userId], [account.password]);
  expect(first).toMatchObject({ code: 0, complained: "" });
  const tokens = readTokenFile(tokenFile);
  expect(tokens).toMatchObject({ userId: account.userId, refreshToken: expect.any(String), expiresAt: expect.any(Date) });
  expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  expect(first.said).toContain(tokens.deviceId);
  expectQuiet(first.said);
  expect(await run(["login"], [account.password])).toMatchObject({ code: 0 });
  expect(readTokenFile(tokenFile)).toMatchObject({ deviceId: tokens.deviceId });
  expect(readTokenFile(tokenFile).accessToken).not.toBe(tokens.accessToken);
});

test("a bot lives longer than its access token, and a login under it does not end it", async () => {
  bot = await started();
  // its output is no terminal, so it may be a log
  recoveryKey = readFileSync(recoveryKeyFile(data), "utf8").trim();
  expect(bot.output()).toContain(recoveryKeyFile(data));
  expectQuiet(bot.output());
  scene = await setScene(homeserver.url, account.userId, clara);
  anna = await scene.officer("anna", "NL");
  here = await scene.openCase("Night Owl", anna);
  const before = readTokenFile(tokenFile).accessToken;
  await pastExpiry();
  expect((await clara.say(scene.coordination, "/bot version")).body).toContain("Liaison");
  expect(readTokenFile(tokenFile).accessToken).not.toBe(before);
  expect(await run(["login"], [account.password])).toMatchObject({ code: 0 });
  expect((await clara.say(scene.coordination, "/bot version")).body).toContain("Liaison");
});

test("doctor, while the bot runs: once the recovery key was moved away every line is good, none holds a secret", async () => {
  const before = await run(["doctor"]);
  expect(before.said).toContain(`warn  recovery key: it still lies in ${recoveryKeyFile(data)}`);
  expectQuiet(before.said);
  rmSync(recoveryKeyFile(data));
  const { code, said, complained } = await run(["doctor"]);
  expect({ code, complained, bad: said.split("\n").filter((line) => line !== "" && !line.startsWith("ok ")) }).toEqual({
    code: 0,
    complained: "",
    bad: [],
  });
  const names = said.split("\n").map((line) => /^ok {4}([^:]+):/u.exec(line)?.[1]);
  expect(names).toEqual(
    expect.arrayContaining(["Node", "data folder", "master key", "disk", "database", "homeserver", "specification", "token", "clock"]),
  );
  expect(names).toEqual(expect.arrayContaining(["room versions", "rate limits"]));
  expectQuiet(said);
});

test("device replace while the bot runs is refused", async () => {
  const before = readTokenFile(tokenFile).deviceId;
  const refused = await run(["device", "replace", "--yes"], [account.password, recoveryKey]);
  expect(refused).toMatchObject({ code: 1, complained: expect.stringMatching(/^Another Liaison process is running/u) });
  expect(readTokenFile(tokenFile).deviceId).toBe(before);
  expect((await clara.say(scene.coordination, "/bot version")).body).toContain("Liaison");
});

test("a login that has ended: one sentence, and login brings the same device back", async () => {
  const { accessToken, deviceId } = readTokenFile(tokenFile);
  await fetch(`${homeserver.url}/_matrix/client/v3/logout`, { method: "POST", headers: { authorization: `Bearer ${accessToken}` } });
  expect((await bot.ended).code).toBe(1);
  expect(bot.errors()).toMatch(/^The homeserver no longer accepts the access token .*npm run liaison -- login\.$/mu);
  expect(await run(["login"], [account.password])).toMatchObject({ code: 0 });
  expect(readTokenFile(tokenFile).deviceId).toBe(deviceId);
  bot = await started();
  expect((await clara.say(scene.coordination, "/bot version")).body).toContain("Liaison");
  await bot.term();
});

test("after the loss of the store: refused by a sentence; device replace makes it good, and nothing less does", async () => {
  const sentence = /npm run liaison -- device replace/u;
  // a hard logout has taken the device and its keys off the homeserver, and the store still speaks of it
  const lost = { account, old: readTokenFile(tokenFile).deviceId ?? "" };
  await connected(postgres.ownerUrl, (client) => client.query("truncate device.crypto_record, device.crypto_meta"));
  const refused = startBot({ data, settings: settings() });
  expect((await refused.ended).code).toBe(1);
  expect(refused.errors()).toMatch(sentence);

  const before = readFileSync(tokenFile, "utf8");
  expect(await run(["device", "replace"], ["@somebody:else", account.password, recoveryKey])).toMatchObject({ code: 1 });
  expect(await run(["device", "replace", "--yes"], ["wrong", recoveryKey])).toMatchObject({ code: 1 });
  expect(await run(["device", "replace", "--yes"], [account.password, "EsT1 wrong"])).toMatchObject({
    code: 1,
    complained: "The recovery key does not open the cross-signing identity of the bot's account.\n",
  });
  const devices = async () => Object.keys((await clara.client.downloadKeysForUsers([account.userId])).device_keys[account.userId] ?? {});
  expect(readTokenFile(tokenFile).deviceId).toBe(JSON.parse(before).device_id);

  const replaced = await run(["device", "replace"], [account.userId, account.password, recoveryKey]);
  expect(replaced).toMatchObject({ code: 0, complained: "" });
  expectQuiet(replaced.said);
  const { deviceId = "" } = readTokenFile(tokenFile);
  expect(deviceId).not.toBe(lost.old);
  expect(await devices()).toEqual([deviceId]);

  bot = await started();
  const news = (message: { readonly body: string }) => message.body.includes("begin anew as another device");
  await clara.expectMessage(scene.coordination, news, "the news in the coordination room");
  await anna.expectMessage(here.room, news, "the news in the case's room");
  expect((await clara.say(scene.coordination, "/case list")).body).toContain(here.ref);
  const status = await clara.client.getCrypto()?.getDeviceVerificationStatus(account.userId, deviceId);
  expect(status).toMatchObject({ signedByOwner: true });
  expect((await bot.term()).code).toBe(0);
});
