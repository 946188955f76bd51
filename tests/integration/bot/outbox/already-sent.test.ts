import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RoomId, roomId, userId } from "#domain/primitives/ids.ts";
import { type Homeserver, openHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { alreadySent } from "../../../../bot/outbox/already-sent.ts";
import type { OutboxItem } from "../../../../storage/index.ts";
import { register } from "../../../support/accounts.ts";
import { testHomeserver } from "../../../support/services.ts";

const day = 24 * 3_600_000;
let stop = async () => {};
let homeserver: Homeserver;
let room: RoomId;

beforeAll(async () => {
  const server = await testHomeserver();
  stop = server.stop;
  const account = await register(server.url, "said");
  const me = userId(account.userId);
  if (me === undefined) throw new Error("not a user id");
  homeserver = openHomeserver(server.url, account.accessToken, me, account.deviceId);
  room = roomId((await homeserver.request<{ room_id: string }>("POST", "/v3/createRoom", null, {})).room_id);
});
afterAll(() => stop());

const item = (id: string, ageMs: number): OutboxItem => ({
  id,
  to: { room },
  notice: { type: "version", version: "1" },
  prefix: "/",
  attempts: 1,
  deaths: 0,
  createdAt: new Date(Date.now() - ageMs),
});
async function send(id: string): Promise<string> {
  const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${id}`;
  return (await homeserver.request<{ event_id: string }>("PUT", path, null, { algorithm: "m.megolm.v1.aes-sha2" })).event_id;
}

test("a message that went out long ago is found behind what came after it", async () => {
  const id = randomUUID();
  const sent = await send(id);
  for (let more = 0; more < 120; more++) await send(randomUUID());
  expect(await alreadySent(homeserver, room, item(id, day), 2, new Date())).toBe(sent);
});

test("one that never went out is not found", async () => {
  expect(await alreadySent(homeserver, room, item(randomUUID(), day), 2, new Date())).toBeUndefined();
});

test("a first attempt, and one that the homeserver still remembers, are not looked for", async () => {
  const id = randomUUID();
  await send(id);
  expect(await alreadySent(homeserver, room, item(id, day), 1, new Date())).toBeUndefined();
  expect(await alreadySent(homeserver, room, item(id, 60_000), 2, new Date())).toBeUndefined();
});
