import {
  DeviceId,
  KeysBackupRequest,
  KeysClaimRequest,
  KeysQueryRequest,
  KeysUploadRequest,
  OlmMachine,
  type OutgoingRequest,
  RoomMessageRequest,
  SignatureUploadRequest,
  ToDeviceRequest,
  UserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { expect, test } from "vitest";
import type { UserId as OurUserId } from "#domain/primitives/ids.ts";
import { userId } from "#domain/primitives/ids.ts";
import { keyQueries } from "../../../../bot/encryption/key-queries.ts";
import { panicGuard } from "../../../../bot/encryption/panic-guard.ts";
import { type SendInRoom, sendRequests } from "../../../../bot/encryption/requests.ts";
import { unreachableServers } from "../../../../bot/encryption/unreachable-servers.ts";
import { loadWasm } from "../../../../bot/encryption/wasm.ts";

const asUser = (text: string) => userId(text) ?? me;
const me = "@bot:x" as OurUserId;

/** Sends one request through a real machine to a homeserver that notes it and gives `answer`. */
async function send(make: () => OutgoingRequest, answer: object, sendInRoom?: SendInRoom) {
  await loadWasm(() => {});
  const machine = await OlmMachine.initialize(new UserId(me), new DeviceId("D"));
  const sent: unknown[] = [];
  const warned: unknown[] = [];
  const call =
    (name: string) =>
    async (...given: unknown[]) => {
      sent.push([name, ...given]);
      return { ...answer };
    };
  const homeserver = {
    keysUpload: call("keysUpload"),
    keysQuery: call("keysQuery"),
    keysClaim: call("keysClaim"),
    sendToDevice: call("sendToDevice"),
    signaturesUpload: call("signaturesUpload"),
    keysBackup: call("keysBackup"),
  };
  const times = keyQueries();
  const before = times.now();
  const servers = unreachableServers();
  const onQuery: Parameters<typeof sendRequests>[0]["onQuery"] = (users, given, began) => ({
    accepted: () => times.ended(users, given, began),
  });
  const log = { warn: (event: string, fields?: object) => void warned.push([event, fields]) };
  await sendRequests({ machine, homeserver, guard: panicGuard(), log, times, servers, onQuery, ...(sendInRoom && { sendInRoom }) })(make());
  return { sent, warned, servers, answered: (user: string) => times.answered(user, before) };
}

test.each<[string, () => OutgoingRequest, object, unknown[]]>([
  [
    "an upload of keys",
    () => new KeysUploadRequest("1", '{"one_time_keys":{}}'),
    { one_time_key_counts: {} },
    ["keysUpload", { one_time_keys: {} }],
  ],
  [
    "a key query",
    () => new KeysQueryRequest("1", '{"device_keys":{"@a:x":[]}}'),
    { device_keys: {} },
    ["keysQuery", { timeout: 10_000, device_keys: { "@a:x": [] } }, 20_000],
  ],
  [
    "a claim of keys",
    () => new KeysClaimRequest("1", '{"one_time_keys":{},"timeout":10000}'),
    { one_time_keys: {} },
    ["keysClaim", { one_time_keys: {}, timeout: 10_000 }, 20_000],
  ],
  [
    "a message to devices",
    () => new ToDeviceRequest("1", "m.room/encrypted", "txn 1", '{"messages":{}}'),
    {},
    ["sendToDevice", "m.room/encrypted", "txn 1", { messages: {} }],
  ],
  ["an upload of signatures", () => new SignatureUploadRequest("1", '{"@a:x":{}}'), { failures: {} }, ["signaturesUpload", { "@a:x": {} }]],
  ["a backup of keys", () => new KeysBackupRequest("1", '{"rooms":{}}', "7"), { count: 0, etag: "0" }, ["keysBackup", "7", { rooms: {} }]],
])("%s goes by its call", async (_what, make, answer, expected) => {
  expect(await send(make, answer)).toMatchObject({ sent: [expected], warned: [] });
});

test("a message of the machine in a room goes through the outbox or nowhere", async () => {
  const make = () => new RoomMessageRequest("1", "!r:x", "txn", "m.key.verification.done", '{"a":1}');
  expect(await send(make, {})).toMatchObject({ sent: [], warned: [["encryption request left", { outcome: "room message" }]] });
  const given: unknown[] = [];
  const through: SendInRoom = async (...all) => {
    given.push(all);
    return "$event:x";
  };
  expect(await send(make, {}, through)).toMatchObject({ sent: [], warned: [] });
  expect(given).toEqual([["!r:x", "m.key.verification.done", { a: 1 }, "txn"]]);
});

test("a kind that nobody knows is left, and said so", async () => {
  const unknown = { id: "1", type: 99, body: "{}" } as unknown as OutgoingRequest;
  expect(await send(() => unknown, {})).toMatchObject({ sent: [], warned: [["encryption request left", { outcome: "unknown kind" }]] });
});

test("users of a server that did not answer were not queried", async () => {
  const make = () => new KeysQueryRequest("1", '{"device_keys":{"@a:here":[],"@b:dead:8448":[]}}');
  const { answered } = await send(make, { device_keys: {}, failures: { "dead:8448": {} } });
  expect([answered("@a:here"), answered("@b:dead:8448"), answered("@c:here")]).toEqual([true, false, false]);
});

test("a server is silent from the query or claim that it did not answer to the one that it did", async () => {
  const dead = asUser("@b:dead:8448");
  const query = () => new KeysQueryRequest("1", '{"device_keys":{"@a:here":[],"@b:dead:8448":[]}}');
  const claim = () => new KeysClaimRequest("1", '{"one_time_keys":{"@b:dead:8448":{"D":"signed_curve25519"}},"timeout":10000}');
  for (const [make, empty] of [
    [query, { device_keys: {} }],
    [claim, { one_time_keys: {} }],
  ] as const) {
    const { servers } = await send(make, { ...empty, failures: { "dead:8448": {} } });
    expect([servers.isSilent(dead), servers.isSilent(asUser("@a:here"))]).toEqual([true, false]);
    servers.heard(["@c:dead:8448"], { failures: { other: {} } });
    expect(servers.isSilent(dead)).toBe(false);
  }
});
