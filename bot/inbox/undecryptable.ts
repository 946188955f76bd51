import type { Notice } from "#domain/notices/index.ts";
import { type Pauses, pauseAfter } from "#domain/time/pauses.ts";
import type { InboxItem } from "../../storage/index.ts";
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
export interface Waited {
  /** Looks before this one. */
  readonly retries: number;
  /** Since when every sync brought all the to-device messages that there were; undefined while more are on their way. */
  readonly caughtUp: Date | undefined;
}

/**
 * Keeps an event whose key is not here yet. The sender is told once per session, `keyTimeoutMs` after the later of its
 * arrival and `caughtUp`, and after two weeks it is dropped.
 */
export async function waitForKey(
  { storage, log, now }: Dependencies,
  item: InboxItem,
  failure: Undecryptable,
  { retries, caughtUp }: Waited,
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
    await tx.inbox.waitForKey(item.eventId, { session: failure.session, reason: failure.reason, retryAt: new Date(at.getTime() + next) });
    const place = await tx.rooms.place(item.roomId);
    if (left > 0 || place.where === "nowhere" || !(await tx.inbox.noticeOnce(item.sender, failure.session))) return;
    const notice = { type: "undecryptable", reason: failure.reason } as const;
    await tx.outbox.answer({ room: item.roomId, notice, origin: originOf(item), asker: item.sender, prefix: "/" }, at);
  });
  log.info("waits for its key", { eventId: item.eventId, roomId: item.roomId, reason: failure.reason });
}

/** What the sender is told; who forges a sender is told nothing. */
const answers: Readonly<Partial<Record<Undecryptable["why"], Notice>>> = {
  unverified: { type: "unverified-sender" },
  "changed-identity": { type: "changed-identity" },
  malformed: { type: "undecryptable", reason: "malformed" },
};

/** Refuses what can be read by nobody's right: an unverified device, a changed identity, a forged sender. One answer per session. */
export async function refuseUndecryptable({ storage, log, now }: Dependencies, item: InboxItem, failure: Undecryptable): Promise<void> {
  await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return;
    const place = await tx.rooms.place(item.roomId);
    const notice = answers[failure.why];
    if (notice !== undefined && place.where !== "nowhere" && (await tx.inbox.noticeOnce(item.sender, `${failure.session} ${failure.why}`)))
      await tx.outbox.answer({ room: item.roomId, notice, origin: originOf(item), asker: item.sender, prefix: "/" }, now());
    await tx.audit.append(
      { action: "message", outcome: "refused", by: item.sender, eventId: item.eventId, content: { why: failure.why } },
      now(),
    );
    await tx.inbox.end(item.eventId, "refused", now());
  });
  log.warn("refused", { eventId: item.eventId, roomId: item.roomId, reason: failure.why });
}
