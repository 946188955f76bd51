import type { UserId } from "#domain/ids.ts";
import type { Notice } from "#domain/notice.ts";
import type { Facts } from "../commands/define.ts";
import { dispatch, isCommand } from "../commands/dispatch.ts";
import { commands } from "../commands/index.ts";
import type { InboxEnd, InboxItem, Place, Storage, Transaction } from "../storage/index.ts";
import type { Decrypted } from "./encryption/client.ts";
import type { Taken } from "./intake.ts";
import type { Log } from "./log.ts";
import { originOf } from "./relation.ts";

/** What the handling of one message needs beside the message. */
export interface Handling {
  readonly storage: Storage;
  readonly log: Log;
  readonly now: () => Date;
  readonly bot: { readonly userId: UserId; readonly name: string };
  readonly facts: () => Facts;
  /** Rows were committed that somebody must act on; by this command, if one ran. */
  readonly committed: (command?: string) => void;
}

export interface Readable {
  readonly item: InboxItem;
  readonly taken: Exclude<Taken, { readonly take: "ignore" }>;
  readonly decrypted: Extract<Decrypted, { readonly ok: true }>;
  /** The homeserver's word for when it was sent. */
  readonly sentAt: Date;
  /** It waited so long for its key that its officer was told that nothing was done. */
  readonly givenUp: boolean;
}

/** Older than this, a command is not run: its officer may have given up on it and typed it again. */
const lateMs = 10 * 60_000;
/** A stamp this far in the future counts as late too. */
const earlyMs = 2 * 60_000;

/** One message in one transaction: the claim on its ciphertext, what it did, the audit entry, the answer, the end of its inbox row. */
export async function handleMessage(deps: Handling, message: Readable): Promise<void> {
  const { storage, log, now } = deps;
  const { item, taken } = message;
  const started = performance.now();
  const talk = !isCommand(commands, taken.text, deps.bot, now());
  const ended = await storage.transaction(async (tx): Promise<Ended> => {
    if (!(await tx.inbox.hold(item.eventId))) return { how: "ignored", outcome: "ended before" };
    const end: Ended = talk ? { how: "ignored", outcome: "no command" } : await act(deps, tx, message);
    await tx.inbox.end(item.eventId, end.how, now());
    return end;
  });
  if (ended.how === "ignored") return log.debug("ignored", { eventId: item.eventId, reason: ended.outcome });
  const command = ended.command === undefined ? {} : { command: ended.command };
  log.info("handled", {
    eventId: item.eventId,
    roomId: item.roomId,
    outcome: ended.outcome,
    ...command,
    ms: Math.round(performance.now() - started),
  });
  deps.committed(ended.command);
}

interface Ended {
  readonly how: InboxEnd;
  readonly outcome: string;
  readonly command?: string;
}

async function act(deps: Handling, tx: Transaction, message: Readable): Promise<Ended> {
  const { item, taken, decrypted } = message;
  const now = deps.now();
  const place = await tx.rooms.place(item.roomId);
  if (place.where === "nowhere") return { how: "ignored", outcome: "unknown room" };
  const use = await tx.inbox.claim({
    roomId: item.roomId,
    session: decrypted.session,
    index: decrypted.index,
    sha256: decrypted.sha256,
    eventId: item.eventId,
  });
  if (use === "replay") return { how: "replayed", outcome: "replayed" };
  const refusal = use === "key-reused" ? ({ say: "key-reused" } as const) : refusalOf(message, now);
  if (refusal !== undefined) {
    await answer(tx, item, place, refusal, "/", now);
    await record(tx, item, place, { action: "message", outcome: "refused", content: { say: refusal.say } }, now);
    return { how: "refused", outcome: refusal.say };
  }
  const origin = originOf(item);
  const outcome = await dispatch(commands, { text: taken.text, by: item.sender, place, bot: deps.bot, origin }, now, tx, deps.facts());
  if (outcome === undefined) return { how: "ignored", outcome: "no command" };
  if (outcome.inPrivate && place.where !== "private") {
    await tx.outbox.say({ to: { officer: item.sender }, notice: outcome.answer, ...aboutOf(place) }, now);
    await answer(tx, item, place, { say: "answered-privately", waits: await awaited(tx, item.sender) }, outcome.prefix, now);
  } else await answer(tx, item, place, outcome.answer, outcome.prefix, now);
  for (const say of outcome.says) await tx.outbox.say(say, now);
  await record(tx, item, place, { action: outcome.command ?? "unknown", outcome: outcome.outcome, content: { text: taken.text } }, now);
  return { how: "done", outcome: outcome.outcome, ...(outcome.command !== undefined && { command: outcome.command }) };
}

/** Why this message is answered and not run; undefined if it may run. */
function refusalOf({ item, taken, sentAt, givenUp }: Readable, now: Date): Notice | undefined {
  if (taken.take === "edit") return { say: "edited", line: taken.text };
  const age = item.receivedAt.getTime() - sentAt.getTime();
  return givenUp || age > lateMs || age < -earlyMs
    ? { say: "late", minutes: Math.round(Math.abs(now.getTime() - sentAt.getTime()) / 60_000) }
    : undefined;
}

const caseOf = (place: Place) => (place.where === "case" ? { case: place.case } : {});

const aboutOf = (place: Place) => (place.where === "case" ? { about: place.case } : {});

const answer = (tx: Transaction, item: InboxItem, place: Place, notice: Notice, prefix: string, now: Date): Promise<void> =>
  tx.outbox.answer({ room: item.roomId, ...aboutOf(place), notice, origin: originOf(item), asker: item.sender, prefix }, now);

/** Whether the officer has yet to join his private room. */
async function awaited(tx: Transaction, officer: UserId): Promise<boolean> {
  const room = await tx.rooms.ofOfficer(officer);
  const members = room === undefined ? [] : await tx.rooms.members(room);
  return !members.some(({ userId, membership }) => userId === officer && membership === "join");
}

const record = (
  tx: Transaction,
  item: InboxItem,
  place: Place,
  entry: { action: string; outcome: "done" | "refused" | "asked"; content: unknown },
  now: Date,
): Promise<void> => tx.audit.append({ ...entry, by: item.sender, eventId: item.eventId, ...caseOf(place) }, now);
