import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import process from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { eventId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { SdkClient } from "../../../../bot/matrix/client/sdk.ts";
import { type EncryptedContent, type Homeserver, openHomeserver, type SendingHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { type LocalServer, startLocalServer } from "../../../support/local-server.ts";

const user = (text: string): UserId => {
  const id = userId(text);
  if (id === undefined) throw new Error("no user");
  return id;
};
const [me, anna] = [user("@bot:x.test"), user("@anna:x.test")];
const [room, event] = [roomId("!r:x.test"), eventId("$e/1")];
// no machine need have made it: nobody reads it here
const secret = { algorithm: "m.megolm.v1.aes-sha2" } as unknown as EncryptedContent;

let server: LocalServer;
let homeserver: SendingHomeserver;
/** Method, path and query, body, as they were asked. */
let asked: (readonly [string, string, unknown])[];
let answer: { readonly status: number; readonly text: string; readonly head?: Readonly<Record<string, string>> };
let dates: Date[];
beforeAll(async () => {
  server = await startLocalServer();
  server.listener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const isJson = request.headers["content-type"] === "application/json";
      asked.push([request.method ?? "", request.url ?? "", isJson ? JSON.parse(body) : body]);
      response.writeHead(answer.status, answer.head).end(answer.text);
    });
  };
});
beforeEach(() => {
  asked = [];
  dates = [];
  answer = { status: 200, text: "{}" };
  const hear = (date: Date) => void dates.push(date);
  homeserver = openHomeserver({ homeserver: `${server.url}/`, accessToken: "token", userId: me, deviceId: "D" }, { onDate: hear });
});
afterAll(() => server.stop());

const v3 = "/_matrix/client/v3";
const inRoom = `${v3}/rooms/!r%3Ax.test`;
const account = `${v3}/user/%40bot%3Ax.test/account_data/m.x%2Fy`;
const password = { type: "m.login.password", identifier: { type: "m.id.user", user: me }, password: "p" };
const file = { server: "x.test:8448", id: "id" };
test.each<[keyof SendingHomeserver, (to: SendingHomeserver) => Promise<unknown>, string, string, unknown]>([
  ["versions", (to) => to.versions(), "GET", "/_matrix/client/versions", ""],
  ["capabilities", (to) => to.capabilities(), "GET", `${v3}/capabilities`, ""],
  ["whoami", (to) => to.whoami(), "GET", `${v3}/account/whoami`, ""],
  [
    "login",
    (to) => to.login({ user: me, password: "p", deviceName: "N", deviceId: "D", refreshable: true }),
    "POST",
    `${v3}/login`,
    { ...password, initial_device_display_name: "N", device_id: "D", refresh_token: true },
  ],
  ["refresh", (to) => to.refresh("r"), "POST", `${v3}/refresh`, { refresh_token: "r" }],
  ["logout", (to) => to.logout(), "POST", `${v3}/logout`, {}],
  ["deleteDevices", (to) => to.deleteDevices(["A"]), "POST", `${v3}/delete_devices`, { devices: ["A"] }],
  [
    "deleteDevices",
    (to) => to.deleteDevices(["A"], { password: "p", session: "s" }),
    "POST",
    `${v3}/delete_devices`,
    { devices: ["A"], auth: { ...password, session: "s" } },
  ],
  ["accountData", (to) => to.accountData("m.x/y"), "GET", account, ""],
  ["setAccountData", (to) => to.setAccountData("m.x/y", { a: 1 }), "PUT", account, { a: 1 }],
  ["sync", (to) => to.sync({ filter: "{}", since: "s1", waitMs: 7 }), "GET", `${v3}/sync?filter=%7B%7D&timeout=7&since=s1`, ""],
  ["sync", (to) => to.sync({ filter: "{}", waitMs: 0 }), "GET", `${v3}/sync?filter=%7B%7D&timeout=0`, ""],
  ["createRoom", (to) => to.createRoom({ room_version: "12" }), "POST", `${v3}/createRoom`, { room_version: "12" }],
  ["join", (to) => to.join(room), "POST", `${v3}/join/!r%3Ax.test`, {}],
  ["leave", (to) => to.leave(room), "POST", `${inRoom}/leave`, {}],
  ["invite", (to) => to.invite(room, anna), "PUT", `${inRoom}/state/m.room.member/%40anna%3Ax.test`, { membership: "invite" }],
  [
    "invite",
    (to) => to.invite(room, anna, true),
    "PUT",
    `${inRoom}/state/m.room.member/%40anna%3Ax.test`,
    { membership: "invite", is_direct: true },
  ],
  ["kick", (to) => to.kick(room, anna), "POST", `${inRoom}/kick`, { user_id: anna }],
  ["stateContent", (to) => to.stateContent(room, "m.room.create"), "GET", `${inRoom}/state/m.room.create/`, ""],
  ["setPowerLevels", (to) => to.setPowerLevels(room, { a: 1 }), "PUT", `${inRoom}/state/m.room.power_levels/`, { a: 1 }],
  ["members", (to) => to.members(room), "GET", `${inRoom}/members`, ""],
  ["joinedMembers", (to) => to.joinedMembers(room), "GET", `${inRoom}/joined_members`, ""],
  ["messages", (to) => to.messages(room, { from: "a", to: "b", limit: 5 }), "GET", `${inRoom}/messages?dir=b&from=a&to=b&limit=5`, ""],
  ["event", (to) => to.event(room, event), "GET", `${inRoom}/event/%24e%2F1`, ""],
  ["redact", (to) => to.redact(room, event, "t/1"), "PUT", `${inRoom}/redact/%24e%2F1/t%2F1`, {}],
  ["upload", (to) => to.upload(Buffer.from("bytes")), "POST", "/_matrix/media/v3/upload", "bytes"],
  ["download", (to) => to.download(file, 9), "GET", "/_matrix/client/v1/media/download/x.test%3A8448/id", ""],
  ["download", (to) => to.download({ ...file, old: true }, 9), "GET", "/_matrix/media/v3/download/x.test%3A8448/id", ""],
  ["keysUpload", (to) => to.keysUpload({ a: 1 }), "POST", `${v3}/keys/upload`, { a: 1 }],
  ["keysQuery", (to) => to.keysQuery({ a: 1 }), "POST", `${v3}/keys/query`, { a: 1 }],
  ["keysClaim", (to) => to.keysClaim({ a: 1 }), "POST", `${v3}/keys/claim`, { a: 1 }],
  ["signaturesUpload", (to) => to.signaturesUpload({ a: 1 }), "POST", `${v3}/keys/signatures/upload`, { a: 1 }],
  ["signingKeysUpload", (to) => to.signingKeysUpload({ a: 1 }), "POST", `${v3}/keys/device_signing/upload`, { a: 1 }],
  ["keysBackup", (to) => to.keysBackup("7", { a: 1 }), "PUT", `${v3}/room_keys/keys?version=7`, { a: 1 }],
  ["sendToDevice", (to) => to.sendToDevice("m/t", "1 2", { a: 1 }), "PUT", `${v3}/sendToDevice/m%2Ft/1%202`, { a: 1 }],
  ["sendEncrypted", (to) => to.sendEncrypted(room, "t/1", secret), "PUT", `${inRoom}/send/m.room.encrypted/t%2F1`, secret],
])("%s asks once, at its endpoint", async (_name, call, method, path, body) => {
  await call(homeserver);
  expect(asked).toEqual([[method, path, body]]);
});

test("lists come as they are", async () => {
  answer = { status: 200, text: '{"joined_rooms":["!a","!b"]}' };
  expect(await homeserver.joinedRooms()).toEqual(["!a", "!b"]);
  answer = { status: 200, text: '[{"type":"m.room.name"}]' };
  expect(await homeserver.state(room)).toEqual([{ type: "m.room.name" }]);
  expect(asked.map(([, path]) => path)).toEqual([`${v3}/joined_rooms`, `${inRoom}/state`]);
});

describe("what is refused has a name", () => {
  test.each([
    ["Matrix's", 403, '{"errcode":"M_FORBIDDEN","error":"no"}', { status: 403, errcode: "M_FORBIDDEN", permanent: true }],
    [
      "a rate limit's",
      429,
      '{"errcode":"M_LIMIT_EXCEEDED","error":"slow","retry_after_ms":70}',
      { status: 429, errcode: "M_LIMIT_EXCEEDED", retryAfterMs: 70, permanent: false },
    ],
    ["a wanted password's", 401, '{"session":"s","flows":[],"params":{}}', { status: 401, errcode: "LIAISON_HTTP", authSession: "s" }],
    ["a gateway's", 502, "<html>", { status: 502, errcode: "LIAISON_HTTP", permanent: false }],
    ["a redirect's", 307, "", { status: 307, errcode: "LIAISON_HTTP" }],
    ["of what is half a body", 200, '{"user_id":"@bo', { status: 0, errcode: "LIAISON_UNREADABLE", permanent: false }],
    ["of what is no object", 200, "null", { status: 0, errcode: "LIAISON_UNREADABLE" }],
    ["of nothing at all", 200, "", { status: 0, errcode: "LIAISON_UNREADABLE" }],
  ])("%s", async (_what, status, text, fault) => {
    answer = { status, text, ...(status === 307 && { head: { location: "/elsewhere" } }) };
    await expect(homeserver.whoami()).rejects.toMatchObject({ name: "HomeserverError", ...fault });
    await expect(homeserver.capabilities()).rejects.toMatchObject(fault);
    expect(asked).toHaveLength(2);
    expect(homeserver.rateLimited).toBe(status === 429 ? 2 : 0);
  });

  test("of who does not answer", async () => {
    const hanging = await startLocalServer();
    hanging.listener = () => {};
    const silent = openHomeserver({ homeserver: hanging.url, accessToken: "t", userId: me, deviceId: "D" }, { timeoutMs: 100 });
    await expect(silent.whoami()).rejects.toMatchObject({ status: 0, errcode: "ETIMEDOUT" });
    await hanging.stop();
    const gone = openHomeserver({ homeserver: hanging.url, accessToken: "t", userId: me, deviceId: "D" });
    await expect(gone.whoami()).rejects.toMatchObject({ status: 0, errcode: "ECONNREFUSED" });
  });
});

test("the date of an answer is heard, but not that of one out of somebody's cache", async () => {
  const date = "Mon, 30 Nov 2026 12:00:00 GMT";
  answer = { status: 200, text: "{}", head: { date } };
  await homeserver.versions();
  answer = { status: 200, text: "{}", head: { date, age: "5" } };
  await homeserver.versions();
  expect(dates).toEqual([new Date(date)]);
});

test("another token is taken where the first is not accepted, and requests with different ones do not mix", async () => {
  const seen: (string | undefined)[] = [];
  const picky = await startLocalServer();
  picky.listener = (request, response) => {
    seen.push(request.headers.authorization);
    const good = request.headers.authorization === "Bearer new";
    response.writeHead(good ? 200 : 401).end(good ? "{}" : '{"errcode":"M_UNKNOWN_TOKEN","error":"?","soft_logout":true}');
  };
  let valid = "old";
  const accessToken = { current: async () => valid, insteadOf: async () => "new" };
  const asking = openHomeserver({ homeserver: picky.url, accessToken, userId: me, deviceId: "D" });
  await asking.whoami();
  const first = asking.whoami();
  valid = "new";
  await Promise.all([first, asking.capabilities()]);
  await asking.download({ server: "x", id: "y" }, 9);
  expect(seen.filter((one) => one === "Bearer old")).toHaveLength(2);
  expect(seen.filter((one) => one === "Bearer new")).toHaveLength(4);
  await picky.stop();
});

test("each request of a call is made as `repeating` says", async () => {
  let made = 0;
  const twice = homeserver.repeating(async (ask) => {
    made++;
    await ask();
    return ask();
  });
  await twice.join(room);
  await twice.capabilities();
  expect([made, asked.length]).toEqual([2, 4]);
});

test("no message leaves by what most of the program holds, and none but the machine's by what the outbox holds", () => {
  expectTypeOf<Homeserver>().not.toHaveProperty("sendEncrypted");
  for (const name of ["sendMessage", "sendText", "sendEvent", "sendRawEvent", "sendStateEvent", "doRequest", "crypto"])
    expect(homeserver).not.toHaveProperty(name);
  expectTypeOf<{ readonly body: string }>().not.toExtend<EncryptedContent>();
  // what is out of reach is there to be reached
  expectTypeOf<InstanceType<typeof SdkClient>>().toHaveProperty("sendMessage");
});

test("neither the dead request library nor the SDK's servers are loaded, and nothing deprecated is used", () => {
  const facade = new URL("../../../../bot/matrix/homeserver.ts", import.meta.url).href;
  const script = `const { openUnnamed } = await import(${JSON.stringify(facade)});
    await openUnnamed("http://127.0.0.1:9").versions().catch(() => {});
    const { createRequire } = await import("node:module");
    console.log(JSON.stringify(Object.keys(createRequire(${JSON.stringify(facade)}).cache)));`;
  const run = ["--throw-deprecation", "--input-type=module", "-e", script];
  const loaded = JSON.parse(execFileSync(process.execPath, run, { encoding: "utf8" })) as readonly string[];
  // what the SDK names and nobody uses is an empty package
  const written = loaded.filter((path) => statSync(path).size > 0);
  const packages = new Set(written.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)?.[1]));
  expect([...packages]).toEqual(["matrix-bot-sdk"]);
});
