// The peer of the latency figure: the same encryption client on the same durable store, and nothing else: no inbox, no
// outbox, no domain. It answers each message in its thread with the message, and says each line of its standard input in
// every room. Says "ready" when the first sync is here. Started by echo-process.ts.
import { randomUUID } from "node:crypto";
import process from "node:process";
import { createInterface } from "node:readline";
import { roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { openEncryption } from "../bot/encryption/client.ts";
import { openHomeserver } from "../bot/matrix/homeserver.ts";
import { memberChanges, type SyncResponse, syncFilter } from "../bot/matrix/sync-response.ts";
import { openCryptoJournal } from "../storage/device/crypto-journal.ts";
import { openStorage } from "../storage/open.ts";

const [url = "", accessToken = "", user = "", deviceId = "", ownerUrl = ""] = process.argv.slice(2);
const me = userId(user);
if (me === undefined) throw new Error("usage: echo-bot.ts <homeserver> <access token> <user id> <device id> <database>");

const storage = await openStorage({
  ownerUrl,
  masterKey: Buffer.alloc(32, 7),
  graceMs: 0,
  lease: { how: "at-once", onLost: () => process.exit(1) },
});
const homeserver = openHomeserver({ homeserver: url, accessToken, userId: me, deviceId });
const encryption = await openEncryption({
  homeserver,
  journal: openCryptoJournal(storage.database),
  deviceTrust: "owner-signed",
  log: { warn: () => {} },
});
const members = new Map<string, Set<UserId>>();

async function send(room: string, content: object): Promise<void> {
  const encrypted = await encryption.encrypt(roomId(room), [...(members.get(room) ?? [])], "m.room.message", content);
  await homeserver.sendEncrypted(roomId(room), randomUUID(), encrypted);
}

async function echo(room: string, event: Readonly<Record<string, unknown>>): Promise<void> {
  const decrypted = await encryption.decrypt(event, roomId(room));
  if (!decrypted.ok || decrypted.type !== "m.room.message" || event.sender === me) return;
  const root = event.event_id;
  await send(room, {
    msgtype: "m.notice",
    body: `echo ${String(decrypted.content.body)}`,
    "m.mentions": {},
    "m.relates_to": { rel_type: "m.thread", event_id: root, is_falling_back: true, "m.in_reply_to": { event_id: root } },
  });
}
createInterface({ input: process.stdin }).on("line", (body) => {
  for (const room of members.keys()) void send(room, { msgtype: "m.notice", body, "m.mentions": {} });
});

async function readRoom(room: string, events: readonly object[], isNews: boolean): Promise<void> {
  const present = members.get(room) ?? new Set();
  members.set(room, present);
  const changes = memberChanges(events);
  for (const { userId: member, membership } of changes) membership === "join" ? present.add(member) : present.delete(member);
  if (changes.length > 0) {
    await encryption.track([...present]);
    await encryption.secure(roomId(room));
    await encryption.rotate(roomId(room));
  }
  // what was said before the start was answered then
  if (isNews) for (const event of events) if ("type" in event && event.type === "m.room.encrypted") await echo(room, { ...event });
}

let since: string | undefined;
for (;;) {
  const answer: SyncResponse = await homeserver.sync({ filter: syncFilter, since, waitMs: 30_000 });
  await encryption.receive({
    toDevice: answer.to_device?.events ?? [],
    changed: answer.device_lists?.changed ?? [],
    left: answer.device_lists?.left ?? [],
    oneTimeKeys: answer.device_one_time_keys_count ?? {},
  });
  if (since === undefined) process.stdout.write("ready\n");
  const isNews = since !== undefined;
  for (const room of Object.keys(answer.rooms?.invite ?? {})) await homeserver.join(roomId(room));
  // rooms side by side, as the bot does
  await Promise.all(
    Object.entries(answer.rooms?.join ?? {}).map(([room, news]) =>
      readRoom(room, [...(news.state?.events ?? []), ...(news.timeline?.events ?? [])], isNews),
    ),
  );
  since = answer.next_batch;
}
