import type { Notice } from "#domain/notices/index.ts";
import { eventId } from "#domain/primitives/ids.ts";
import { understand } from "../../commands/framework/understand.ts";
import { commands } from "../../commands/index.ts";
import type { InboxEnd, InboxItem, Transaction } from "../../storage/index.ts";
import { originOf } from "../matrix/relation.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { intake } from "./intake.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now" | "bot">;
type Raw = Readonly<Record<string, unknown>>;

/**
 * What came in the clear, so that anybody on its way may have written it: nothing is ever done because of it. A command is
 * told of to its officer; of the removal of a command that was done its room and the record keep a note.
 */
export async function handleUnencrypted({ storage, log, now, bot }: Dependencies, item: InboxItem, raw: Raw): Promise<void> {
  const how = await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return "ignored";
    const end = await (raw.type === "m.room.redaction" ? noteRemoval(tx, item, raw, now()) : refuse(tx, item, raw, { bot, now: now() }));
    await tx.inbox.end(item.eventId, end, now());
    return end;
  });
  log[how === "ignored" ? "debug" : "warn"]("came unencrypted", { eventId: item.eventId, roomId: item.roomId, outcome: how });
}

async function refuse(
  tx: Transaction,
  item: InboxItem,
  raw: Raw,
  { bot, now }: Pick<Dependencies, "bot"> & { now: Date },
): Promise<InboxEnd> {
  const { eventId: id, roomId: room, sender } = item;
  const content = record(raw.content);
  const taken = intake({ type: "m.room.message", content }, false);
  if (taken.take === "ignore" || (await tx.stores.roster.find(sender)) === undefined) return "ignored";
  const understood = understand(commands, taken.text, bot, now);
  const place = await tx.rooms.place(room);
  const meant = place.where === "nowhere" ? (understood?.in("coordination") ?? understood?.in("case")) : understood?.in(place.where);
  if (meant === undefined) return "ignored";
  const notice = { type: "plaintext-command", ...(place.where === "case" && { ref: place.ref }) } as const;
  if (await tx.inbox.unread({ eventId: id, room, sender, notice, origin: originOf(item) }, now))
    await tx.outbox.send({ to: { officer: sender }, notice }, now);
  const about = place.where === "case" && { case: place.case };
  await tx.audit.append({ action: "message", outcome: "refused", by: sender, eventId: id, ...about, content: { say: "plaintext" } }, now);
  return "refused";
}

/** Who removes the message of a command does not undo what it did. The homeserver can make up a removal, so it is only noted. */
async function noteRemoval(tx: Transaction, item: InboxItem, raw: Raw, now: Date): Promise<InboxEnd> {
  const target = raw.redacts ?? record(raw.content).redacts;
  const place = await tx.rooms.place(item.roomId);
  if (typeof target !== "string" || place.where === "nowhere") return "ignored";
  const command = eventId(target);
  const { sender: by, roomId: room } = item;
  if (!(await tx.inbox.wasDone(command, room)) || !(await tx.inbox.noticeOnce(by, `removed ${target}`))) return "ignored";
  const refs = place.where === "case" ? await tx.stores.lifecycle.commandRemoved(place.case, command, { by, now }) : [];
  const about = place.where === "case" && { about: place.case };
  const notice: Notice = { type: "command-removed", userId: by, refs };
  await tx.outbox.answer({ room, ...about, notice, origin: { event: command }, asker: by, prefix: "/" }, now);
  const of = place.where === "case" && { case: place.case };
  await tx.audit.append({ action: "message", outcome: "done", by, eventId: command, ...of, content: { say: "removed", refs } }, now);
  return "done";
}

const record = (value: unknown): Raw => (typeof value === "object" && value !== null ? (value as Raw) : {});
