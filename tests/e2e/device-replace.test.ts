import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recoveryKeyFile } from "../../config/files/recovery-key.ts";
import { type Account, login, register } from "../support/accounts.ts";
import { type BotProcess, endAll, newDataFolder, startBot } from "../support/bot-process.ts";
import { connected } from "../support/copy-out.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { operate } from "../support/operate.ts";
import { type CaseRoom, type Scene, setScene } from "../support/stage.ts";
import { temporaryFolder, testHomeserver, testPostgres } from "../support/test-servers.ts";
import { until } from "../support/waiting.ts";

let homeserver: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let account: Account;
let clara: Officer;
let anna: Officer;
let scene: Scene;
let here: CaseRoom;
let bot: BotProcess;
const folder = temporaryFolder("replace");
const data = newDataFolder();
const settings = (): Readonly<Record<string, string>> => ({
  HOMESERVER: homeserver.url,
  TOKEN_FILE: join(folder, "token"),
  COORDINATORS: clara.userId,
  DATABASE_URL: postgres.ownerUrl,
  DATA: data,
});

beforeAll(async () => {
  [homeserver, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  account = await register(homeserver.url, "liaison");
  clara = await openOfficer(await register(homeserver.url, "clara"));
  expect(await operate(["login", account.userId], settings(), [account.password])).toMatchObject({ code: 0 });
  bot = startBot({ data, settings: settings() });
  scene = await setScene(homeserver.url, account.userId, clara);
  anna = await scene.officer("anna", "NL");
  here = await scene.openCase("Night Owl", anna);
  expect((await bot.term()).code).toBe(0);
});
afterAll(async () => {
  await scene?.stop();
  await endAll();
  await Promise.all([homeserver.stop(), postgres.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

test("whom the homeserver shows with another identity after device replace gets no key and commands nothing; the coordinators are told", async () => {
  const recoveryKey = readFileSync(recoveryKeyFile(data), "utf8").trim();
  const replaced = await operate(["device", "replace", "--yes"], settings(), [account.password, recoveryKey]);
  expect(replaced).toMatchObject({ code: 0, complained: "" });
  // the new device has never seen anna; the roster has
  const intruder = await openOfficer(await login(homeserver.url, anna.userId, anna.account.password));
  const stolen = await intruder.send(here.room, "/ioc add stolen.example");
  bot = startBot({ data, settings: settings() });
  await clara.expectMessage(
    scene.coordination,
    ({ body }) => body.startsWith(`Nothing is said in the room of ${here.ref} for now: ${anna.userId} shows a new identity.`),
    "that the room holds",
  );
  const rows = (sql: string, values: readonly string[] = []) =>
    connected(postgres.ownerUrl, async (client) => (await client.query(sql, [...values])).rows as readonly object[]);
  const ended = () => rows("select state from liaison.inbox where event_id = $1 and state = 'refused'", [stolen]);
  await until(async () => (await ended())[0], "the end of what the intruder typed");
  expect(await rows("select id from liaison.indicator")).toEqual([]);
  expect(intruder.heardIn(here.room).filter(({ sender }) => sender === account.userId)).toEqual([]);
  await intruder.stop();
});
