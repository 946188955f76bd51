import type { Notice } from "#domain/notices/index.ts";
import { isLabelled, spans } from "#domain/notices/policy.ts";
import type { CaseRef, EventId, RoomId, UserId } from "#domain/primitives/ids.ts";
import type { AuditEntry, Listener, OutboxItem, PlaceInRoom, Said } from "../../storage/index.ts";
import type { Encryption } from "../encryption/client.ts";
import { authorize } from "../gate/authorize.ts";
import type { Verdict } from "../gate/room-gate.ts";
import { HomeserverError, type SendingHomeserver } from "../matrix/homeserver.ts";
import { uploadEncrypted } from "../matrix/upload.ts";
import type { KeyedQueue } from "../runtime/keyed-queue.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { render } from "../views/index.ts";
import type { Rendered } from "../views/parts/define.ts";
import { alreadySent } from "./already-sent.ts";
import { asOfNow } from "./as-of-now.ts";
import { linkOf, numbered } from "./chain.ts";
import { fileContent, messageContent } from "./content.ts";
import type { Echoes } from "./echoes.ts";
import { type Redirected, redirect } from "./redirect.ts";

type DeliveryDependencies = Pick<OutboxDependencies, "homeserver" | "storage" | "encryption" | "echoes" | "log" | "now">;

/** What one attempt came to. "held": the gate lets it wait. "over": it is said already, or nobody is to hear it any more. */
export type Delivered = "sent" | "held" | "over";

/** One attempt: gate on the members now, view, encrypt for exactly those who belong there, send, write down. */
export async function deliver(deps: DeliveryDependencies, id: string, room: RoomId): Promise<Delivered> {
  const { homeserver, storage, encryption, log, now } = deps;
  const authorized = await storage.transaction(async (tx) => {
    const begun = await tx.outbox.begin(id);
    if (begun === undefined) return undefined;
    const item = await asOfNow(tx.stores, begun);
    const { readers, ...rest } = await authorize(tx, item, { room, me: homeserver.userId }, now());
    if (rest.verdict.decision === "deny") await tx.audit.append(refused({ item, room, verdict: rest.verdict }), now());
    const redirected = await redirect(tx, item, rest, now());
    // In the room of a case its name would be noise; in an officer's own room nothing else tells the cases apart, but where lines name theirs.
    const named =
      rest.own && item.about !== undefined && isLabelled(item.notice) && !spans(item.notice)
        ? (await tx.stores.cases.get(item.about)).ref
        : undefined;
    const place = redirected && (await tx.outbox.place(id, room));
    return { item, redirected, readers, named, place, listeners: rest.listeners };
  });
  if (authorized === undefined) return "over";
  if (authorized.redirected === undefined || authorized.place === undefined) return "held";
  const { item, redirected, readers, named, place, listeners } = authorized;
  const message = await rendered(encryption, { item, notice: redirected.notice, named });
  const before = await alreadySent(homeserver, room, item, now());
  const sent = before ?? (await send(deps, message, { item, mentions: redirected.mentions, room, readers, place }));
  const link = linkOf(place, message.text);
  // what stands in the timeline has come back
  const echo = before === undefined && { number: place.number };
  const what = { room, notice: redirected.notice, link, ...echo, ...(item.about !== undefined && { about: item.about }) };
  await storage.transaction(async (tx) => {
    await tx.outbox.sent(item.id, sent, now(), what);
    await tx.audit.append(disclosed(what, sent, listeners), now());
  });
  log.info("said", { outboxId: item.id, roomId: room, notice: redirected.notice.type, eventId: sent });
  return before === undefined ? "sent" : "over";
}

/**
 * A post is a disclosure to those who are in the room: who they were, from which countries, and never what it said
 * (Directive (EU) 2016/680, Art. 25).
 */
const disclosed = ({ room, notice, about }: Said, eventId: EventId, listeners: readonly Listener[]): AuditEntry => {
  const heard = listeners.map(({ userId }) => userId);
  const countries = [...new Set(listeners.flatMap(({ country }) => country ?? []))];
  return {
    action: "post",
    outcome: "done",
    eventId,
    ...(about !== undefined && { case: about }),
    content: { room, notice: notice.type, heard, countries },
  };
};
interface Denied {
  readonly item: OutboxItem;
  readonly room: RoomId;
  readonly verdict: Extract<Verdict, { readonly decision: "deny" }>;
}
/** What the gate kept back, from which room, because of whom. */
const refused = ({ item: { notice, about }, room, verdict: { userId, label } }: Denied): AuditEntry => ({
  action: "gate",
  outcome: "refused",
  ...(about !== undefined && { case: about }),
  content: { room, notice: notice.type, because: userId, ...(label !== undefined && { label }) },
});

interface Wording {
  readonly item: OutboxItem;
  readonly notice: Notice;
  /** The case that it names, where the room does not tell. */
  readonly named: CaseRef | undefined;
}

async function rendered(encryption: Pick<Encryption, "fingerprint">, { item, notice, named }: Wording): Promise<Rendered> {
  const fingerprint = notice.type === "officer-saved" ? await encryption.fingerprint(notice.officer.userId) : undefined;
  return render(notice, { prefix: item.prefix, ...(fingerprint && { fingerprint }), ...(named && { named }) });
}

interface Delivery {
  readonly item: OutboxItem;
  readonly mentions: Redirected["mentions"];
  readonly room: RoomId;
  readonly readers: readonly UserId[];
  readonly place: PlaceInRoom;
}

async function send(
  { homeserver, encryption, echoes }: Pick<DeliveryDependencies, "homeserver" | "encryption" | "echoes">,
  message: Rendered,
  { item, mentions, room, readers, place }: Delivery,
): Promise<EventId> {
  const stand = { place, ...(item.origin && { origin: item.origin }), ...(mentions && { mentions }) };
  // a repeat uploads again: what nobody refers to the homeserver may forget
  const content =
    message.file === undefined
      ? messageContent(numbered(message, place), stand)
      : fileContent(message.file, await ofMessage(uploadEncrypted(homeserver, message.file.content)), stand);
  const encrypted = await encryption.encrypt(room, readers, "m.room.message", content);
  echoes.sending(encrypted);
  return ofMessage(homeserver.sendEncrypted(room, item.id, encrypted));
}

/** What the homeserver refuses for good here is this very message. */
const ofMessage = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((fault: unknown) => {
    throw fault instanceof HomeserverError && fault.permanent ? new SendRefused(fault) : fault;
  });

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

export interface OutboxDependencies extends Pick<Runtime, "storage" | "encryption" | "log" | "now" | "fatal"> {
  readonly homeserver: SendingHomeserver;
  readonly echoes: Pick<Echoes, "sending">;
  /** One lock per room, shared with whoever else sends there. */
  readonly rooms: KeyedQueue;
}
