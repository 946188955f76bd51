import { type EventId, eventId, type RoomId, type UserId } from "#domain/ids.ts";
import type { Notice } from "#domain/notice.ts";
import type { OutboxItem, Transaction } from "../storage/index.ts";
import { alreadySaid } from "./already-said.ts";
import type { Encryption } from "./encryption/client.ts";
import { gate, type Verdict } from "./gate.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";
import { messageContent } from "./message.ts";
import type { OutboxDependencies } from "./outbox.ts";
import { render } from "./views/index.ts";

type Sayers = Pick<OutboxDependencies, "homeserver" | "storage" | "encryption" | "log" | "now">;

/** One attempt: gate on the members now, view, encrypt for exactly these members, send, write down. False if nothing was sent. */
export async function say({ homeserver, storage, encryption, log, now }: Sayers, item: OutboxItem, room: RoomId): Promise<boolean> {
  const { verdict, members, attempts } = await storage.transaction(async (tx) => ({
    ...(await judge(tx, item, room, homeserver.userId, now())),
    attempts: await tx.outbox.begin(item.id),
  }));
  if (verdict.say === "hold") {
    log.debug("message waits", { outboxId: item.id, roomId: room, attempts });
    return false;
  }
  const notice: Notice =
    verdict.say === "yes" ? verdict.notice : { say: "not-shown", userId: verdict.userId, label: verdict.label, refs: verdict.refs };
  const before = await alreadySaid(homeserver, room, item, attempts, now());
  const sent = before ?? (await send(homeserver, encryption, item, room, members, notice));
  await storage.transaction((tx) => tx.outbox.sent(item.id, sent, now()));
  log.info("said", { outboxId: item.id, roomId: room, notice: notice.say, eventId: sent });
  return before === undefined;
}

async function send(
  homeserver: Homeserver,
  encryption: Encryption,
  item: OutboxItem,
  room: RoomId,
  members: readonly UserId[],
  notice: Notice,
): Promise<EventId> {
  const fingerprint = notice.say === "officer-saved" ? await encryption.fingerprint(notice.officer.userId) : undefined;
  const content = messageContent(render(notice, { prefix: item.prefix, ...(fingerprint && { fingerprint }) }), item);
  const encrypted = await encryption.encrypt(room, members, "m.room.message", content);
  const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${item.id}`;
  try {
    return eventId((await homeserver.request<{ event_id: string }>("PUT", path, null, encrypted)).event_id);
  } catch (fault) {
    throw fault instanceof HomeserverError && fault.permanent ? new SendRefused(fault) : fault;
  }
}

/** The homeserver refused this very message for good; a refusal of the key requests before it says nothing of the message. */
export class SendRefused extends Error {
  readonly status: number;
  readonly errcode: string;
  constructor({ status, errcode }: HomeserverError) {
    super(`the homeserver refused a message (${status} ${errcode})`);
    this.name = "SendRefused";
    this.status = status;
    this.errcode = errcode;
  }
}

async function judge(
  tx: Transaction,
  item: OutboxItem,
  id: RoomId,
  me: UserId,
  now: Date,
): Promise<{ verdict: Verdict; members: readonly UserId[] }> {
  const room = await tx.rooms.get(id);
  if (room === undefined) return { verdict: { say: "hold" }, members: [] };
  const present = await tx.rooms.listeners(id, now);
  const verdict = gate(
    item.notice,
    room,
    present.filter(({ userId }) => userId !== me),
    loggedAt(item),
  );
  return { verdict, members: present.map(({ userId }) => userId) };
}

/** When the oldest content of the notice was logged: what is only now said in answer was logged when it was answered. */
function loggedAt({ notice, createdAt }: OutboxItem): Date {
  if (notice.say === "indicator-shown") return notice.record.loggedAt;
  if (notice.say === "indicator-list")
    return new Date(Math.min(createdAt.getTime(), ...notice.records.map((record) => record.loggedAt.getTime())));
  if (notice.say === "case-info" || notice.say === "case-brief" || notice.say === "case-opened") return notice.case.openedAt;
  return createdAt;
}
