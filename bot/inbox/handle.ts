import type { Notice } from "#domain/notices/index.ts";
import type { FileProblem, ReceivedFile } from "#domain/primitives/received-file.ts";
import { execute } from "../../commands/framework/dispatch.ts";
import type { Understood } from "../../commands/framework/understand.ts";
import { commands } from "../../commands/index.ts";
import type { InboxEnd, InboxItem, Place, Transaction } from "../../storage/index.ts";
import type { Decrypted } from "../encryption/client.ts";
import { mentionsOf } from "../matrix/mentions.ts";
import { originOf } from "../matrix/relation.ts";
import type { CommandQuotas, Excess } from "./command-quotas.ts";
import type { Taken } from "./intake.ts";
import { refuseHere } from "./not-taken-here.ts";
import { withReadings } from "./readings.ts";
import { type Handling, respond } from "./respond.ts";

export interface Readable {
  readonly item: InboxItem;
  readonly taken: Exclude<Taken, { readonly take: "ignore" }>;
  /** Absent: it is talk in every room. */
  readonly understood?: Understood;
  readonly decrypted: Extract<Decrypted, { readonly ok: true }>;
  /** The homeserver's word for when it was sent. */
  readonly sentAt: Date;
  /** It waited so long for its key that its officer was told that nothing was done. */
  readonly givenUp: boolean;
  /** The file at which it stands, if it is a command that works on one; or why that cannot be had. */
  readonly file?: ReceivedFile | FileProblem;
}

/** Absent quotas let everything through. */
export type Guarded = Handling & { readonly quotas?: CommandQuotas };

/** Older than this, a command is not run: its officer may have given up on it and typed it again. */
const lateMs = 10 * 60_000;
/** A stamp this far in the future counts as late too. */
const earlyMs = 2 * 60_000;

/** One message in one transaction, before which its file is read: the claim on its ciphertext, what it did, the audit entry, the answer, the end of its inbox row. */
export async function handleMessage(deps: Guarded, message: Readable): Promise<void> {
  const { storage, log, now } = deps;
  const { item, understood } = message;
  const started = performance.now();
  const botState = deps.botState();
  const ended = await withReadings(botState.readFile, (readFile) =>
    storage.transaction(async (tx): Promise<Ended> => {
      if (!(await tx.inbox.hold(item.eventId))) return { how: "ignored", outcome: "ended before" };
      const tools = { ...deps, botState: () => ({ ...botState, ...(readFile && { readFile }) }) };
      const overtaken = await tx.inbox.keepPlace({ ...item, ...message.decrypted }, originOf(item), now());
      const end: Ended = understood === undefined ? noCommand : await act(tools, tx, { ...message, understood, overtaken });
      await tx.inbox.end(item.eventId, end.how, now());
      return end;
    }),
  );
  // talk is ignored all day; what reads like a command leaves a line
  if (ended.how === "ignored")
    return log[understood === undefined ? "debug" : "info"]("ignored", { eventId: item.eventId, reason: ended.outcome });
  const command = ended.command === undefined ? {} : { command: ended.command };
  log.info("handled", {
    eventId: item.eventId,
    roomId: item.roomId,
    outcome: ended.outcome,
    ...command,
    ms: Math.round(performance.now() - started),
  });
}

interface Ended {
  readonly how: InboxEnd;
  readonly outcome: string;
  readonly command?: string;
}

const noCommand: Ended = { how: "ignored", outcome: "no command" };

interface Acting extends Readable {
  readonly understood: Understood;
  /** Since when a message is here that its officer sent after it, if that was handled before it came. */
  readonly overtaken: Date | undefined;
}

async function act(deps: Guarded, tx: Transaction, message: Acting): Promise<Ended> {
  const { item, taken, understood, decrypted, file } = message;
  const now = deps.now();
  const place = await tx.rooms.place(item.roomId);
  if (place.where === "nowhere")
    return (await refuseHere(tx, message, deps.bot.userId, now))
      ? { how: "refused", outcome: "not taken here" }
      : { how: "ignored", outcome: "unknown room" };
  if (understood.in(place.where) === undefined) return noCommand;
  const use = await tx.inbox.claim({
    roomId: item.roomId,
    session: decrypted.session,
    index: decrypted.index,
    sha256: decrypted.sha256,
    eventId: item.eventId,
  });
  if (use === "replay") return { how: "replayed", outcome: "replayed" };
  const origin = originOf(item);
  const { sender: by, roomId: room } = item;
  const refusal: Notice | undefined =
    use === "key-reused" ? { type: "key-reused" } : taken.take === "edit" ? { type: "edited", line: taken.text } : undefined;
  if (refusal !== undefined) {
    await tx.outbox.answer({ room, ...aboutOf(place), notice: refusal, origin, asker: by, prefix: "/" }, now);
    const entry = { action: "message", outcome: "refused", content: { say: refusal.type } } as const;
    await tx.audit.append({ ...entry, by, eventId: item.eventId, ...(place.where === "case" && { case: place.case }) }, now);
    return { how: "refused", outcome: refusal.type };
  }
  const excess = deps.quotas?.take(by, room, now);
  if (excess !== undefined) return await refuseExcess(tx, { item, place }, excess, now);
  const late = lateness(message, now);
  const mentions = mentionsOf(decrypted.content);
  const typed = { by, place, origin, mentions, ...(late !== undefined && { late }) };
  const command = { ...typed, understood, bot: deps.bot, ...(file !== undefined && { file }) };
  const outcome = await execute(commands, command, { tx, botState: deps.botState(), now });
  if (outcome === undefined) return noCommand;
  await respond(deps, tx, { typed: { ...typed, room, text: taken.text, ...(typeof file === "object" && { file }) }, outcome }, now);
  // of a code it is told what it has set going
  const name = outcome.confirmed?.command ?? outcome.command;
  return { how: "done", outcome: outcome.outcome, ...(name !== undefined && { command: name }) };
}

/** A flood is answered once; of what else it holds, a line in the audit stays. */
async function refuseExcess(
  tx: Transaction,
  { item, place }: { readonly item: InboxItem; readonly place: Place },
  { first, ...excess }: Excess,
  now: Date,
): Promise<Ended> {
  const { sender: by, roomId: room, eventId } = item;
  const notice: Notice = { type: "too-many-commands", ...excess };
  if (first) await tx.outbox.answer({ room, ...aboutOf(place), notice, origin: originOf(item), asker: by, prefix: "/" }, now);
  const content = { say: notice.type };
  await tx.audit.append(
    { action: "message", outcome: "refused", content, by, eventId, ...(place.where === "case" && { case: place.case }) },
    now,
  );
  return { how: "refused", outcome: notice.type };
}

/**
 * Minutes since it was sent, if its officer may have given up on it and typed it again: then it is not run unasked. The stamp
 * is the homeserver's word; that a later message of the same session was handled before it came is the officer's own.
 */
function lateness({ item, sentAt, givenUp, overtaken }: Acting, now: Date): number | undefined {
  const age = item.receivedAt.getTime() - sentAt.getTime();
  const late = givenUp || age > lateMs || age < -earlyMs || overtaken !== undefined;
  if (!late) return undefined;
  const ages = [sentAt, ...(overtaken === undefined ? [] : [overtaken])].map((at) => Math.abs(now.getTime() - at.getTime()));
  return Math.max(1, Math.round(Math.max(...ages) / 60_000));
}

const aboutOf = (place: Place) => (place.where === "case" ? { about: place.case } : {});
