import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Account, register } from "../support/accounts.ts";
import { type BotProcess, endAll, newDataFolder, startBot } from "../support/bot-process.ts";
import { connected, databaseOf } from "../support/copy-out.ts";
import { temporaryFolder, testHomeserver } from "../support/test-servers.ts";
import { until } from "../support/waiting.ts";

/** What the operator reads: all of standard error. */
const sentences = (bot: BotProcess): readonly string[] =>
  bot
    .errors()
    .split("\n")
    .filter((line) => line !== "");

/** Waits for the end of a start that must be refused. */
async function refused(bot: BotProcess): Promise<string> {
  const { code } = await bot.ended;
  const [sentence = "", ...more] = sentences(bot);
  expect({ code, more }).toEqual({ code: 1, more: [] });
  expect(sentence).toMatch(/^[A-Z/].*\.$/u);
  return sentence;
}

describe("bad input: one sentence, exit code 1, nothing changed", () => {
  let homeserver: Awaited<ReturnType<typeof testHomeserver>>;
  let account: Account;
  const folder = temporaryFolder("input");
  let files = 0;
  const tokenFile = (content: object): string => {
    const path = join(folder, `token-${++files}.json`);
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  };
  const good = (): Readonly<Record<string, string>> => ({
    HOMESERVER: homeserver.url,
    TOKEN_FILE: tokenFile({ access_token: account.accessToken }),
  });
  beforeAll(async () => {
    homeserver = await testHomeserver();
    account = await register(homeserver.url, "liaison");
  });
  afterAll(async () => {
    await endAll();
    await homeserver.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases: readonly (readonly [string, () => Readonly<Record<string, string>>, RegExp])[] = [
    ["an unknown setting", () => ({ HOMESEVER: "http://127.0.0.1:1" }), /LIAISON_HOMESEVER.*LIAISON_HOMESERVER/u],
    ["an unreachable homeserver", () => ({ ...good(), HOMESERVER: "http://127.0.0.1:1" }), /homeserver.*reached/u],
    ["a wrong token", () => ({ ...good(), TOKEN_FILE: tokenFile({ access_token: "syt_wrong" }) }), /token/u],
    [
      "a foreign device id",
      () => ({ ...good(), TOKEN_FILE: tokenFile({ access_token: account.accessToken, device_id: "ELSEWHERE" }) }),
      /device/u,
    ],
    ["a secret in the environment", () => ({ ...good(), ACCESS_TOKEN: "syt_x" }), /must not stand in the environment/u],
    ["a real token without a homeserver", () => ({ TOKEN_FILE: tokenFile({ access_token: account.accessToken }) }), /LIAISON_HOMESERVER/u],
  ];
  test.for(cases)("%s", async ([, settings, says]) => {
    const bot = startBot({ settings: settings() });
    expect(await refused(bot)).toMatch(says);
    const left = existsSync(bot.data) ? readdirSync(bot.data).filter((name) => name !== "lock" && name !== "logs") : [];
    expect(left).toEqual([]);
  });

  test("a real token in a sandbox's folder", async () => {
    const data = newDataFolder();
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, "folder.json"), JSON.stringify({ id: "x", purpose: "sandbox" }), { mode: 0o600 });
    expect(await refused(startBot({ data, settings: good() }))).toMatch(/sandbox/u);
  });

  test("a second process, a missing or wrong master key, a database of a newer version", async () => {
    const data = newDataFolder();
    const start = (): BotProcess => startBot({ data, settings: good() });
    const ready = async (bot: BotProcess): Promise<BotProcess> => {
      await until(() => bot.output().includes("Ready as") || undefined, "a start that succeeds", 120_000);
      return bot;
    };
    const running = await ready(start());
    expect(await refused(start())).toMatch(/running/u);
    await running.term();

    const key = join(data, "master.key");
    renameSync(key, `${key}.kept`);
    expect(await refused(start())).toMatch(/master key/iu);
    expect(existsSync(key)).toBe(false);
    writeFileSync(key, Buffer.alloc(32, 7), { mode: 0o600 });
    expect(await refused(start())).toMatch(/master key/iu);
    renameSync(`${key}.kept`, key);

    const again = await ready(start());
    await connected(databaseOf(data), (client) => client.query("insert into liaison.migration (name) values ('9999-from-the-future')"));
    await again.term();
    expect(await refused(start())).toMatch(/newer/u);
  });
});
