import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventId, RoomId } from "#domain/primitives/ids.ts";
import { userId } from "#domain/primitives/ids.ts";
import type { FileProblem, ReceivedFile } from "#domain/primitives/received-file.ts";
import { doubling, pauseAfter } from "#domain/time/pauses.ts";
import { takesFile, wantsFile } from "../../commands/framework/dispatch.ts";
import type { Understood } from "../../commands/framework/understand.ts";
import type { Encryption } from "../encryption/client.ts";
import { downloadEncrypted } from "../matrix/download.ts";
import { type FileContent, fileContentOf, pointersOf } from "../matrix/file-content.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Readable } from "./handle.ts";

export interface AttachedFileDependencies extends Pick<Runtime, "storage" | "log"> {
  readonly encryption: Pick<Encryption, "decrypt" | "track">;
  readonly homeserver: Pick<Homeserver, "event" | "download">;
}

/** Between tries while the homeserver does not answer, or says to come later: about a minute, for the room's next command waits. */
const longestMs = 30_000;
const pauses = doubling(1_000, longestMs);

/**
 * The file on which a command is to work: the one whose caption it is, the one to which it replies, or the one on which its
 * thread began. Undefined where none is wanted or there is none. Nobody's replay claim is used up. Rejects with what ends
 * the process, and when `stopping`.
 */
export async function fetchAttachedFile(
  deps: AttachedFileDependencies,
  { item, taken, understood, decrypted }: Pick<Readable, "item" | "taken" | "understood" | "decrypted">,
  stopping: AbortSignal,
): Promise<ReceivedFile | FileProblem | undefined> {
  if (taken.take !== "text" || understood === undefined || !(await isWanted(deps, item, understood))) return undefined;
  const source: Source = { ...deps, room: item.roomId, event: item.eventId, stopping };
  const carried = fileContentOf(decrypted.content) ?? (await pointedAt(source, decrypted.content));
  if (carried === undefined || typeof carried === "string") return carried;
  if ("why" in carried) return carried.why;
  const { file, name, mimetype } = carried;
  const opened = await asked(source, () => downloadEncrypted(deps.homeserver, file, stopping));
  if (typeof opened === "string") return opened === "refused" ? "gone" : opened;
  if (!opened.ok) return opened.why;
  const sha256 = createHash("sha256").update(opened.bytes).digest("hex");
  return { name, ...(mimetype !== undefined && { mimetype }), sha256, bytes: opened.bytes };
}

/** Only a command that works on a file, of somebody who may give it here, is worth a download. */
async function isWanted(
  { storage }: AttachedFileDependencies,
  { roomId, sender }: Readable["item"],
  understood: Understood,
): Promise<boolean> {
  // where it was typed is asked of the database only if that may matter
  if (!takesFile(understood.in("private"))) return false;
  return storage.transaction(async (tx) => {
    const place = await tx.rooms.place(roomId);
    return place.where !== "nowhere" && wantsFile(understood.in(place.where), place, await tx.stores.roster.caller(sender, place));
  });
}

interface Source extends AttachedFileDependencies {
  readonly room: RoomId;
  /** The command's own. */
  readonly event: EventId;
  readonly stopping: AbortSignal;
}

async function pointedAt(source: Source, content: Readonly<Record<string, unknown>>): Promise<FileContent | FileProblem | undefined> {
  const { reply, root } = pointersOf(content);
  const replied = reply && (await heldBy(source, reply));
  if (replied !== undefined && replied !== "no-file") return replied;
  const begun = root && root !== reply ? await heldBy(source, root) : undefined;
  // a thread may have begun with anything: only who replies has said that there is a file
  return begun === undefined || begun === "no-file" ? replied : begun;
}

/** The file of another message of the same room. */
async function heldBy(source: Source, id: EventId): Promise<FileContent | FileProblem> {
  const { homeserver, encryption, room } = source;
  const event = await asked(source, () => homeserver.event(room, id));
  if (typeof event === "string") return event === "refused" ? "message-gone" : event;
  if (event.event_id !== id || event.room_id !== room || isEmpty(event.content)) return "message-gone";
  if (event.type === "m.room.message") return "not-encrypted";
  if (event.type !== "m.room.encrypted" || event.state_key !== undefined) return "no-file";
  let decrypted = await encryption.decrypt(event, room);
  const sender = typeof event.sender === "string" ? userId(event.sender) : undefined;
  // a properly signed officer is unknown until their keys were asked for
  if (!decrypted.ok && sender !== undefined && (await asked(source, () => encryption.track([sender]))) === undefined)
    decrypted = await encryption.decrypt(event, room);
  if (!decrypted.ok) return decrypted.why === "missing-key" || decrypted.why === "malformed" ? "key-missing" : "distrusted";
  return (decrypted.type === "m.room.message" ? fileContentOf(decrypted.content) : undefined) ?? "no-file";
}

/** A removed message keeps its event without content. */
const isEmpty = (content: unknown): boolean => typeof content !== "object" || content === null || Object.keys(content).length === 0;

/** What the homeserver answers, asked again while that may help; "refused" where it will not. */
async function asked<T>({ log, event, stopping }: Source, ask: () => Promise<T>): Promise<T | "refused" | "not-handed-out" | "too-large"> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || fault.errcode === "M_UNKNOWN_TOKEN" || stopping.aborted) throw fault;
      log.fault("file", fault, { eventId: event, status: fault.status, errcode: fault.errcode });
      // also said with 502, of a file on another server
      if (fault.errcode === "M_TOO_LARGE") return "too-large";
      if (fault.permanent) return "refused";
      if (failures > pauses.length) return "not-handed-out";
      await sleep(Math.min(fault.retryAfterMs ?? pauseAfter(failures, pauses), longestMs), undefined, { signal: stopping });
    }
  }
}
