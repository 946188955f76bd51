import type { UnreadNotice } from "#domain/notices/plain.ts";
import { type Pauses, pauseAfter } from "#domain/time/pauses.ts";
import type { InboxItem, Transaction } from "../../storage/index.ts";
import type { Decrypted } from "../encryption/client.ts";
import { originOf } from "../matrix/relation.ts";
import type { Runtime } from "../runtime/runtime.ts";

export type Undecryptable = Extract<Decrypted, { readonly ok: false }>;
type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

const second = 1_000;
/** Pauses between looks for a late key; the first look was at once. */
const pauses: Pauses = [5 * second, 30 * second, 300 * second, 3_600 * second];
/** The officer is told only after this long: most keys come within a second. */
export const keyTimeoutMs = 30 * second;
const keptMs = 14 * 24 * 3_600 * second;

/** How an item has waited so far. */
export interface Looks {
  /** Looks before this one. */
  readonly retries: number;
  /** Its sender was told of it, or it was counted. */
  readonly told: boolean;
}
export const firstLook: Looks = { retries: 0, told: false };

interface Waited extends Looks {
  /** Since when every sync brought all the to-device messages that there were; undefined while more are on their way. */
  readonly caughtUp: Date | undefined;
}

/**
 * Keeps an event whose key is not here yet. The sender is told `keyTimeoutMs` after the later of its arrival and `caughtUp`,
 * and after two weeks it is dropped.
 */
export async function waitForKey(
  { storage, log, now }: Dependencies,
  item: InboxItem,
  failure: Undecryptable,
  { retries, told, caughtUp }: Waited,
): Promise<void> {
  const at = now();
  const since = caughtUp && Math.max(item.receivedAt.getTime(), caughtUp.getTime());
  const left = since === undefined ? Number.POSITIVE_INFINITY : since + keyTimeoutMs - at.getTime();
  const pause = pauseAfter(retries + 1, pauses);
  // the next look is not after the moment at which the sender is to be told
  const next = left > 0 ? Math.min(pause, left, keyTimeoutMs) : pause;
  await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return;
    if (at.getTime() - item.receivedAt.getTime() > keptMs) return tx.inbox.end(item.eventId, "expired", at);
    await claimPlace(tx, item, failure);
    const { session, reason } = failure;
    const tells = !told && left <= 0;
    const wait = { session, reason, retryAt: new Date(at.getTime() + next), told: told || tells, retries };
    // somebody who was told of it at the same time may have looked already
    if ((await tx.inbox.waitForKey(item.eventId, wait)) && tells) await tell(tx, item, { type: "undecryptable", reason }, at);
  });
  log.info("waits for its key", { eventId: item.eventId, roomId: item.roomId, reason: failure.reason });
}

/** Told of by itself, it counts as missing no more. */
async function claimPlace(tx: Transaction, item: InboxItem, { why, session, index }: Undecryptable): Promise<void> {
  if (why === "removed") await tx.inbox.wasRemoved(item);
  else if (index !== undefined) await tx.inbox.claimPlace({ ...item, session, index });
}

/** Says it in the message's thread, or counts it where the like was said of its sender just before. */
async function tell(tx: Transaction, item: InboxItem, notice: UnreadNotice, now: Date): Promise<void> {
  const { eventId, roomId: room, sender } = item;
  const origin = originOf(item);
  if ((await tx.rooms.place(room)).where === "nowhere") return;
  if (await tx.inbox.unread({ eventId, room, sender, notice, origin }, now))
    await tx.outbox.answer({ room, notice, origin, asker: sender, prefix: "/" }, now);
}

/** What the sender is told; who forges a sender is told nothing. */
const answers: Readonly<Partial<Record<Undecryptable["why"], UnreadNotice>>> = {
  unverified: { type: "unverified-sender" },
  "changed-identity": { type: "changed-identity" },
  malformed: { type: "undecryptable", reason: "malformed" },
  removed: { type: "undecryptable", reason: "removed" },
};

/** Refuses what can be read by nobody's right: an unverified device, a changed identity, a forged sender. */
export async function refuseUndecryptable({ storage, log, now }: Dependencies, item: InboxItem, failure: Undecryptable): Promise<void> {
  await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return;
    await claimPlace(tx, item, failure);
    const notice = answers[failure.why];
    if (notice !== undefined) await tell(tx, item, notice, now());
    await tx.audit.append(
      { action: "message", outcome: "refused", by: item.sender, eventId: item.eventId, content: { why: failure.why } },
      now(),
    );
    await tx.inbox.end(item.eventId, "refused", now());
  });
  log.warn("refused", { eventId: item.eventId, roomId: item.roomId, reason: failure.why });
}
