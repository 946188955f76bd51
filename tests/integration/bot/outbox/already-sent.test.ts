import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RoomId, userId } from "#domain/primitives/ids.ts";
import { type EncryptedContent, openHomeserver, type SendingHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { alreadySent } from "../../../../bot/outbox/already-sent.ts";
import type { OutboxItem } from "../../../../storage/index.ts";
import { register } from "../../../support/accounts.ts";
import { testHomeserver } from "../../../support/test-servers.ts";

const day = 24 * 3_600_000;
let stop = async () => {};
let homeserver: SendingHomeserver;
let room: RoomId;

beforeAll(async () => {
  const server = await testHomeserver();
  stop = server.stop;
  const account = await register(server.url, "said");
  const me = userId(account.userId);
  if (me === undefined) throw new Error("not a user id");
  homeserver = openHomeserver({ ...account, userId: me });
  room = await homeserver.createRoom({});
});
afterAll(() => stop());

const item = (id: string, ageMs: number, attempts = 2): OutboxItem => ({
  id,
  to: { room },
  notice: { type: "version", version: "1" },
  prefix: "/",
  attempts,
  deaths: 0,
  createdAt: new Date(Date.now() - ageMs),
});
// nobody reads it: no machine need have made it
const send = (id: string) => homeserver.sendEncrypted(room, id, { algorithm: "m.megolm.v1.aes-sha2" } as unknown as EncryptedContent);

test("a message that went out long ago is found behind what came after it", async () => {
  const id = randomUUID();
  const sent = await send(id);
  for (let more = 0; more < 120; more++) await send(randomUUID());
  expect(await alreadySent(homeserver, room, item(id, day), new Date())).toBe(sent);
});

test("one that never went out is not found", async () => {
  expect(await alreadySent(homeserver, room, item(randomUUID(), day), new Date())).toBeUndefined();
});

test("a first attempt, and one that the homeserver still remembers, are not looked for", async () => {
  const id = randomUUID();
  await send(id);
  expect(await alreadySent(homeserver, room, item(id, day, 1), new Date())).toBeUndefined();
  expect(await alreadySent(homeserver, room, item(id, 60_000), new Date())).toBeUndefined();
});
