import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RoomId, roomId } from "#domain/primitives/ids.ts";
import { writePrivateJson } from "../../../config/files/private-file.ts";

/** How far an officer has read, from one run of the terminal to the next. */
export interface ReadMarks {
  /** The last event of each room that was shown. */
  readonly read: Map<RoomId, string>;
  /** The room that was on the screen last. */
  room: RoomId | undefined;
  save(): void;
}

/** `folder`: undefined keeps them for this run only. An unreadable file counts as none. */
export function openReadMarks(folder: string | undefined): ReadMarks {
  const path = folder === undefined ? undefined : join(folder, "read.json");
  const { read = {}, room } = path === undefined ? {} : stored(path);
  const marks: ReadMarks = {
    read: new Map(Object.entries(read).map(([id, event]) => [roomId(id), String(event)])),
    room: typeof room === "string" ? roomId(room) : undefined,
    save() {
      if (path !== undefined) writePrivateJson(path, { read: Object.fromEntries(marks.read), ...(marks.room && { room: marks.room }) });
    },
  };
  return marks;
}

function stored(path: string): { readonly read?: object; readonly room?: unknown } {
  if (!existsSync(path)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value !== "object" || value === null || !("read" in value) || typeof value.read !== "object" || value.read === null)
      return {};
    return { read: value.read, ...("room" in value && { room: value.room }) };
  } catch {
    return {};
  }
}
