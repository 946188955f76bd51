import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markFolder } from "../../../../config/files/data-folder.ts";
import { callHomeserver, text } from "../../../../config/sandbox/matrix-api.ts";
import { announce, prepareSandbox, retract, type Sandbox } from "../../../../config/sandbox/sandbox.ts";
import { temporaryFolder } from "../../../support/test-servers.ts";

const log = () => {};
const folders: string[] = [];
function newData(): string {
  const folder = temporaryFolder("sandbox");
  folders.push(folder);
  return join(folder, "data");
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("a sandbox", () => {
  const data = newData();
  let sandbox: Sandbox;
  const call = (method: "GET" | "POST", path: string, body?: object, token = sandbox.accessToken) =>
    callHomeserver(sandbox.homeserver, method, path, { body, token });
  const login = async (name: string) => {
    const password = sandbox.officers.find(({ userId }) => userId.startsWith(`@${name}:`))?.password;
    const body = { type: "m.login.password", identifier: { type: "m.id.user", user: name }, password };
    return text(await callHomeserver(sandbox.homeserver, "POST", "/login", { body }), "access_token");
  };
  beforeAll(async () => {
    sandbox = await prepareSandbox({ data }, log);
  });
  afterAll(() => sandbox.stop());

  test("has the bot's account and the three officers", async () => {
    expect(sandbox.serverName).toBe("liaison.localhost");
    expect(await call("GET", "/account/whoami")).toMatchObject({ user_id: "@liaison:liaison.localhost", device_id: sandbox.deviceId });
    expect(sandbox.officers.map(({ userId, country, role }) => [userId, country, role])).toEqual([
      ["@clara:liaison.localhost", "EU", "coordinator"],
      ["@anna:liaison.localhost", "NL", "officer"],
      ["@bruno:liaison.localhost", "FR", "officer"],
    ]);
  });

  test("has an encrypted, invite-only room of version 12 with clara in it and the bot invited", async () => {
    const clara = await login("clara");
    const state = async (type: string) =>
      call("GET", `/rooms/${encodeURIComponent(sandbox.coordinationRoom)}/state/${type}`, undefined, clara);
    expect(await state("m.room.encryption")).toMatchObject({ algorithm: "m.megolm.v1.aes-sha2" });
    expect(await state("m.room.join_rules")).toMatchObject({ join_rule: "invite" });
    expect(await state("m.room.history_visibility")).toMatchObject({ history_visibility: "joined" });
    expect(await state("m.room.guest_access")).toMatchObject({ guest_access: "forbidden" });
    expect(await state("m.room.create")).toMatchObject({ room_version: "12" });
    expect(await state(`m.room.member/${encodeURIComponent(sandbox.botUserId)}`)).toMatchObject({ membership: "invite" });
    // the device of the set-up is gone: the only one is that of this login
    expect((await call("GET", "/devices", undefined, clara)).devices).toHaveLength(1);
  });

  test("lets anybody register, as often as they like", async () => {
    for (let n = 0; n < 30; n++) {
      const body = { username: `guest${n}`, password: "a long password", auth: { type: "m.login.dummy" } };
      expect(await callHomeserver(sandbox.homeserver, "POST", "/register", { body })).toMatchObject({
        user_id: `@guest${n}:liaison.localhost`,
      });
    }
  });

  test("announces itself to its user alone, when told so", () => {
    const file = join(data, "sandbox.json");
    expect(existsSync(file)).toBe(false);
    announce(data, sandbox);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const said = JSON.parse(readFileSync(file, "utf8"));
    expect(Object.keys(said)).toEqual(["ready", "pid", "startedAt", "homeserver", "serverName", "bot", "coordination", "officers"]);
    expect(said).toMatchObject({
      ready: true,
      pid: process.pid,
      homeserver: sandbox.homeserver,
      bot: sandbox.botUserId,
      coordination: sandbox.coordinationRoom,
    });
    expect(Object.keys(said.officers[0])).toEqual(["userId", "password", "country", "role"]);
    retract(data);
    expect(existsSync(file)).toBe(false);
  });

  test("leaves no member's id in the data folder, and its files to their user alone", () => {
    for (const name of readdirSync(data)) {
      const path = join(data, name);
      expect(statSync(path).mode & 0o077, name).toBe(0);
      expect(readFileSync(path, "utf8"), name).not.toMatch(/@(?:clara|anna|bruno):/u);
    }
  });

  test("is the same at the next start", async () => {
    const before = sandbox;
    await sandbox.stop();
    sandbox = await prepareSandbox({ data }, log);
    const { ended: _e, stop: _s, ...same } = before;
    expect(sandbox).toMatchObject(same);
    expect(await call("GET", "/account/whoami")).toMatchObject({ device_id: before.deviceId });
  });
});

test("the homeserver of an earlier data folder goes", async () => {
  const data = newData();
  const folder = `${data}.homeserver`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "owner.json"), JSON.stringify({ data: "another" }));
  writeFileSync(join(folder, "homeserver.db"), "stale");
  const sandbox = await prepareSandbox({ data }, log);
  await sandbox.stop();
  expect(readFileSync(join(folder, "homeserver.db"), "utf8").slice(0, 6)).toBe("SQLite");
});

test("a folder beside the data folder that the sandbox did not make is left alone", async () => {
  const data = newData();
  const folder = `${data}.homeserver`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "mine"), "mine");
  await expect(prepareSandbox({ data }, log)).rejects.toThrow(/is in the way/u);
  expect(readdirSync(folder)).toEqual(["mine"]);
});

test("an account is not parted from its homeserver", async () => {
  const data = newData();
  const sandbox = await prepareSandbox({ data }, log);
  await sandbox.stop();
  rmSync(`${data}.homeserver`, { recursive: true });
  await expect(prepareSandbox({ data }, log)).rejects.toThrow(/put it back/u);
  expect(existsSync(`${data}.homeserver`)).toBe(false);
});

test("no sandbox in a folder that served a real homeserver", async () => {
  const data = newData();
  markFolder(data, "real");
  await expect(prepareSandbox({ data }, log)).rejects.toThrow(/has served a real homeserver/u);
  expect(existsSync(`${data}.homeserver`)).toBe(false);
});
